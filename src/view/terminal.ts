import type { Host, Output } from './io.ts';
import { fit, widthOf, type Line, type Style } from './line.ts';
import type { Painter } from './paint.ts';
import type { Size } from './frame.ts';

const CSI = '\x1b[';
const ENTER = `${CSI}?1049h${CSI}?25l${CSI}2J`;
const LEAVE = `${CSI}?2026l${CSI}0m${CSI}?25h${CSI}?1049l`;
const BEGIN = `${CSI}?2026h`;
const END = `${CSI}?2026l`;
const CLEAR = `${CSI}2J`;
/** Jumping over fewer unchanged characters than this costs more than writing them again. */
const WORTH_A_JUMP = 8;

/** The terminal while frames are shown on it. */
export interface Screen {
  size(): Size;
  /** Shows `lines` in place of what is there. */
  draw(lines: readonly Line[]): void;
  /** Puts the terminal back as it was. May be called more than once. */
  close(): void;
}

export interface ScreenSetup {
  readonly output: Output;
  readonly paint: Painter;
  readonly host: Host;
  /** Writes at once: when a process ends, nothing else gets through. */
  readonly writeNow: (text: string) => void;
  /** Called when the terminal changed its size, or the process goes on after a stop. */
  readonly onResize: () => void;
  /** Called once, when the terminal is put back, for whatever reason. */
  readonly onClose?: () => void;
}

export function sizeOf({ columns, rows }: Pick<Output, 'columns' | 'rows'>): Size {
  return { columns: columns || 80, rows: rows || 24 };
}

/** Takes the terminal. However the process ends, it is put back. */
export function openScreen({ output, paint, host, writeNow, onResize, onClose }: ScreenSetup): Screen {
  let shown: readonly Line[] = [];
  let waiting: readonly Line[] | undefined;
  let open = true;

  const draw = (lines: readonly Line[]): void => {
    if (!open) return;
    if (output.writableNeedDrain === true) {
      // A slow line: skip what nobody could see in time, and show the latest frame when it is free.
      waiting = lines;
      return;
    }
    waiting = undefined;
    const changes = framed(shown, lines, paint);
    shown = lines;
    if (changes !== '') output.write(changes);
  };
  const onDrain = (): void => {
    if (waiting !== undefined) draw(waiting);
  };
  const resized = (): void => {
    if (!open) return;
    shown = [];
    output.write(CLEAR);
    onResize();
  };
  const close = (): void => {
    if (!open) return;
    open = false;
    unguard();
    output.off('drain', onDrain);
    output.off('resize', resized);
    onClose?.();
    writeNow(LEAVE);
  };
  const unguard = guard(host, close, {
    pause: () => writeNow(LEAVE),
    resume: () => {
      output.write(ENTER);
      resized();
    },
  });

  output.on('drain', onDrain);
  output.on('resize', resized);
  output.write(ENTER);
  return { size: () => sizeOf(output), draw, close };
}

const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls `close` however the process ends; a signal is passed on, unless somebody else takes it. */
function guard(host: Host, close: () => void, stop: { pause(): void; resume(): void }): () => void {
  const listeners: [string, () => void][] = [
    ['exit', close],
    ['uncaughtExceptionMonitor', close],
    ...ENDINGS.map((signal): [string, () => void] => [
      signal,
      () => {
        close();
        if (host.listenerCount(signal) === 0) host.kill(host.pid, signal);
      },
    ]),
    [
      'SIGTSTP',
      () => {
        stop.pause();
        host.kill(host.pid, 'SIGSTOP');
      },
    ],
    ['SIGCONT', stop.resume],
  ];
  for (const [event, listener] of listeners) host.on(event, listener);
  return () => {
    for (const [event, listener] of listeners) host.off(event, listener);
  };
}

/** What to write so that a screen that shows `before` shows `after`, all at once. */
export function framed(before: readonly Line[], after: readonly Line[], paint: Painter): string {
  const changes = difference(before, after, paint);
  return changes === '' ? '' : BEGIN + changes + END;
}

function difference(before: readonly Line[], after: readonly Line[], paint: Painter): string {
  let out = '';
  for (let row = 0; row < Math.max(before.length, after.length); row++) {
    const old = before[row] ?? [];
    const now = after[row] ?? [];
    if (!sameLine(old, now)) out += changedRuns(old, now, row + 1, paint);
  }
  return out;
}

function sameLine(a: Line, b: Line): boolean {
  return a.length === b.length && a.every((span, i) => span.text === b[i]!.text && span.style === b[i]!.style);
}

/** The parts of a row that changed, each with a jump to where it starts. */
function changedRuns(old: Line, now: Line, row: number, paint: Painter): string {
  const width = Math.max(widthOf(old), widthOf(now));
  const before = spread(fit(old, width));
  const after = spread(fit(now, width));
  let out = '';
  for (let start = 0; start < width; start++) {
    if (same(before, after, start)) continue;
    let end = start + 1;
    for (let at = end; at < width && at - end < WORTH_A_JUMP; at++) if (!same(before, after, at)) end = at + 1;
    out += `${CSI}${row};${start + 1}H${paint(gather(after, start, end))}`;
    start = end;
  }
  return out;
}

interface Spread {
  readonly text: string;
  readonly styles: readonly Style[];
}

/** A style for every character. */
function spread(spans: Line): Spread {
  const styles: Style[] = [];
  let text = '';
  for (const span of spans) {
    text += span.text;
    for (let i = 0; i < span.text.length; i++) styles.push(span.style);
  }
  return { text, styles };
}

function same(a: Spread, b: Spread, at: number): boolean {
  return a.text[at] === b.text[at] && a.styles[at] === b.styles[at];
}

function gather({ text, styles }: Spread, start: number, end: number): Line {
  const spans: { text: string; style: Style }[] = [];
  for (let at = start; at < end; at++) {
    const last = spans.at(-1);
    if (last?.style === styles[at]) last!.text += text[at];
    else spans.push({ text: text[at]!, style: styles[at]! });
  }
  return spans;
}
