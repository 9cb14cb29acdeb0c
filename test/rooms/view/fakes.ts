import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { Host, Input, Io, Output } from '../../../src/terminal/io.ts';

/** A terminal of 80 by 24 that keeps what is written. */
export class FakeOutput extends EventEmitter implements Output {
  isTTY = true;
  columns = 80;
  rows = 24;
  writableNeedDrain = false;
  text = '';

  getColorDepth(): number {
    return 24;
  }

  write(text: string): boolean {
    this.text += text;
    return true;
  }
}

/** A process that notes how it was killed. */
export class FakeHost extends EventEmitter implements Host {
  readonly pid = 1;
  readonly killed: string[] = [];

  kill(_pid: number, signal: string): void {
    this.killed.push(signal);
  }

  exit(code: number): void {
    this.killed.push(`exit ${code}`);
  }
}

/** Windows, which has no such signal. */
export class FakeWindows extends FakeHost {
  override kill(_pid: number, signal: string): void {
    throw Object.assign(new Error(`kill ENOSYS ${signal}`), { code: 'ENOSYS' });
  }
}

/** A keyboard: `write` the characters that a terminal sends. */
export class FakeInput extends PassThrough {
  readonly isTTY = true;
  isRaw = false;

  setRawMode(raw: boolean): void {
    this.isRaw = raw;
  }
}

/** A world without clocks: what is put off waits in `waiting`, the soonest first. */
export class FakeWorld {
  readonly stdin = new FakeInput();
  readonly stdout = new FakeOutput();
  readonly host = new FakeHost();
  readonly said: string[] = [];
  readonly waiting: { readonly callback: () => void; readonly milliseconds: number }[] = [];
  env: Record<string, string> = { LANG: 'C.UTF-8' };

  get io(): Io {
    return {
      stdin: this.stdin as Input,
      stdout: this.stdout,
      env: this.env,
      platform: 'linux',
      host: this.host,
      later: (callback, milliseconds) => {
        const entry = { callback, milliseconds };
        this.waiting.push(entry);
        return () => {
          const at = this.waiting.indexOf(entry);
          if (at !== -1) this.waiting.splice(at, 1);
        };
      },
      writeNow: (text) => this.said.push(text),
    };
  }

  /** Lets the time pass until the next thing that was put off, and says how long that was. */
  pass(): number {
    const next = this.waiting.shift();
    next?.callback();
    return next?.milliseconds ?? 0;
  }
}

/** What a terminal makes of the codes that the view writes: jumps, colours, clearing. */
export class ScreenModel {
  readonly #cells: string[][];
  #row = 0;
  #column = 0;
  readonly #style = { colour: '', bold: '', dim: '', underlined: '', inverse: '' };

  constructor(columns: number, rows: number) {
    this.#cells = Array.from({ length: rows }, () => new Array<string>(columns).fill(' '));
  }

  write(text: string): void {
    for (const [part, parameters, command] of text.matchAll(/\x1b\[([?\d;]*)([A-Za-z])|[^\x1b]/g)) {
      if (command === undefined) this.#cells[this.#row]![this.#column++] = Object.values(this.#style).join('') + part;
      else this.#obey(command, parameters!);
    }
  }

  /** Is the next character plain? */
  get isPlain(): boolean {
    return Object.values(this.#style).every((part) => part === '');
  }

  #obey(command: string, parameters: string): void {
    if (command === 'H') [this.#row, this.#column] = parameters.split(';').map((number) => Number(number) - 1) as [number, number];
    else if (command === 'G') this.#column = Number(parameters) - 1;
    else if (command === 'K') this.#cells[this.#row]!.fill(' ', this.#column);
    else if (command === 'm') this.#restyle(parameters);
    else if (command === 'J') for (const row of this.#cells) row.fill(' ');
    else if (!'hl'.includes(command)) throw new Error(`no such command here: CSI ${parameters}${command}`);
  }

  #restyle(parameters: string): void {
    const style = this.#style;
    for (const [code] of (parameters || '0').matchAll(/38;2(;\d+){3}|38;5;\d+|\d+/g)) {
      if (code === '0') Object.assign(style, { colour: '', bold: '', dim: '', underlined: '', inverse: '' });
      else if (code === '1') style.bold = '<bold>';
      else if (code === '2') style.dim = '<dim>';
      else if (code === '22') style.bold = style.dim = '';
      else if (code === '4') style.underlined = '<_>';
      else if (code === '24') style.underlined = '';
      else if (code === '7') style.inverse = '<inverse>';
      else if (code === '27') style.inverse = '';
      else if (code === '39') style.colour = '';
      else if (/^(38;|3[0-7]$|9[0-7]$)/.test(code)) style.colour = `<${code}>`;
      else throw new Error(`no such style here: CSI ${parameters}m`);
    }
  }

  /** Every cell, with its style before its character; a blank that is not underlined or inverse is a blank in any. */
  cells(): string[][] {
    return this.#cells.map((row) => row.map((cell) => (cell.endsWith(' ') && !/<(_|inverse)>/.test(cell) ? ' ' : cell.replace(/^.*(<_>|<inverse>) $/, '$1 '))));
  }

  /** The text of every row. */
  rows(): string[] {
    return this.#cells.map((row) => row.map((cell) => cell.at(-1)).join('').trimEnd());
  }
}
