import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { Host, Input, Io, Output } from '../../../src/view/io.ts';

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
  #style = '';

  constructor(columns: number, rows: number) {
    this.#cells = Array.from({ length: rows }, () => new Array<string>(columns).fill(' '));
  }

  write(text: string): void {
    for (const [part, parameters, command] of text.matchAll(/\x1b\[([?\d;]*)([A-Za-z])|[^\x1b]/g)) {
      if (command === undefined) this.#cells[this.#row]![this.#column++] = this.#style + part;
      else this.#obey(command, parameters!);
    }
  }

  #obey(command: string, parameters: string): void {
    if (command === 'H') [this.#row, this.#column] = parameters.split(';').map((number) => Number(number) - 1) as [number, number];
    else if (command === 'm') this.#style = /^(0|39|22|27)$/.test(parameters) ? '' : `${this.#style}<${parameters}>`;
    else if (command === 'J') for (const row of this.#cells) row.fill(' ');
    else if (!'hl'.includes(command)) throw new Error(`no such command here: CSI ${parameters}${command}`);
  }

  /** Every cell, with its colours before its character; a blank is a blank in any colour. */
  cells(): string[][] {
    return this.#cells.map((row) => row.map((cell) => (cell.endsWith(' ') ? ' ' : cell)));
  }

  /** The text of every row. */
  rows(): string[] {
    return this.#cells.map((row) => row.map((cell) => cell.at(-1)).join('').trimEnd());
  }
}
