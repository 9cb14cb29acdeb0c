import type { Host, Output } from './io.ts';
import type { Line, Size, Style } from './line.ts';
import { showsBlanks, type Painter } from './paint.ts';
import { signalSelf } from './signal-self.ts';
import { isSimple } from './width.ts';

const CSI = '\x1b[';
const ENTER = `${CSI}?1049h${CSI}?25l${CSI}2J`;
const LEAVE = `${CSI}?2026l${CSI}0m${CSI}?25h${CSI}?1049l`;
const BEGIN = `${CSI}?2026h`;
const END = `${CSI}?2026l`;
const CLEAR = `${CSI}2J`;
/** The first thing to write where nobody knows what stands there. */
export const CLEAR_ALL = `${CSI}?25l${CLEAR}`;
const TO_END_OF_LINE = `${CSI}K`;
const WHOLE_LINE = `${CSI}2K`;
/** Jumping over fewer unchanged characters than this costs more than writing them again. */
const WORTH_A_JUMP = 6;

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
        if (host.listenerCount(signal) === 0) signalSelf(signal, host);
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
  let out = '';
  let style: Style = 'plain';
  for (let row = 0; row < Math.max(before.length, after.length); row++) {
    const [old, now] = [before[row] ?? [], after[row] ?? []];
    if (sameLine(old, now)) continue;
    if (!areSimple(old) || !areSimple(now)) {
      // Terminals differ on how wide some characters are, so such a row is written anew.
      out += `${CSI}${row + 1};1H${paint([], style)}${WHOLE_LINE}${paint(now)}`;
      style = 'plain';
      continue;
    }
    let at = `${CSI}${row + 1};`;
    for (const { column, spans, toEnd } of changedRuns(spread(old), spread(now), style)) {
      out += `${at}${column + 1}${at === CSI ? 'G' : 'H'}`;
      at = CSI;
      out += paint(spans, style, spans.at(-1)?.style ?? style);
      style = spans.at(-1)?.style ?? style;
      if (!toEnd) continue;
      out += paint([], style) + TO_END_OF_LINE;
      style = 'plain';
    }
  }
  return out === '' ? '' : BEGIN + out + paint([], style) + END;
}

function areSimple(spans: Line): boolean {
  return spans.every(({ text }) => isSimple(text));
}

function sameLine(a: Line, b: Line): boolean {
  return a.length === b.length && a.every((span, i) => span.text === b[i]!.text && span.style === b[i]!.style);
}

/** A part of a row that changed. `toEnd`: what comes after it is blank now. */
interface Run {
  readonly column: number;
  readonly spans: Line;
  readonly toEnd: boolean;
}

function changedRuns(before: Spread, after: Spread, style: Style): Run[] {
  const width = after.text.length;
  const runs: Run[] = [];
  for (let start = 0; start < width; start++) {
    if (same(before, after, start)) continue;
    let end = start + 1;
    for (let at = end; at < width && at - end < WORTH_A_JUMP; at++) {
      if (!same(before, after, at)) end = at + 1;
      else if (!isCheap(after, at, end - 1)) break;
    }
    const spans = gather(after, start, end, runs.at(-1)?.spans.at(-1)?.style ?? style);
    runs.push({ column: start, spans, toEnd: false });
    start = end;
  }
  return before.text.length > width ? [...runs, { column: width, spans: [], toEnd: true }] : runs;
}

/** To write an unchanged character again must not take another colour, which is dearer than a jump. */
function isCheap({ text, styles }: Spread, at: number, last: number): boolean {
  return text[at] === ' ' || styles[at] === styles[last];
}

interface Spread {
  readonly text: string;
  readonly styles: readonly Style[];
}

/** A style for every character, up to the last one that is seen. */
function spread(spans: Line): Spread {
  const styles: Style[] = [];
  let text = '';
  let seen = 0;
  for (const span of spans) {
    text += span.text;
    for (let i = 0; i < span.text.length; i++) styles.push(span.style);
    if (showsBlanks(span.style)) seen = text.length;
    else if (span.text.trimEnd() !== '') seen = text.length - span.text.length + span.text.trimEnd().length;
  }
  return { text: text.slice(0, seen), styles };
}

function same(a: Spread, b: Spread, at: number): boolean {
  if (isBlank(b, at)) return isBlank(a, at);
  return a.text[at] === b.text[at] && a.styles[at] === b.styles[at];
}

/** Is there nothing to see? Beyond its end a row is blank. */
function isBlank({ text, styles }: Spread, at: number): boolean {
  return at >= text.length || (text[at] === ' ' && !showsBlanks(styles[at]!));
}

/** The characters from `start` up to `end`. A blank takes the style of what is before it: no colour changes for it. */
function gather(all: Spread, start: number, end: number, before: Style): Line {
  const spans: { text: string; style: Style }[] = [];
  let now = before;
  for (let at = start; at < end; at++) {
    const style = isBlank(all, at) && !showsBlanks(now) ? now : all.styles[at]!;
    if (spans.length > 0 && style === now) spans.at(-1)!.text += all.text[at];
    else spans.push({ text: all.text[at]!, style });
    now = style;
  }
  return spans;
}
