import { cut, cutMark, line, type Line, type Size } from '../../terminal/line.ts';
import { verdictLines } from '../../verdict/tell.ts';
import { drawFrame } from '../../view/frame.ts';
import { LEAST_PICTURE, verdictBody } from './verdict-page.ts';
import { footLines } from './foot.ts';
import { headLines } from './head.ts';
import { panelLines } from './panels.ts';
import type { LoopState, Reach } from './state.ts';

/** The screen of the learner's loop: at most `rows` − 1 lines, none wider than `columns`. */
export function drawLoop(state: LoopState, size: Size, unicode: boolean): Line[] {
  const room = Math.max(1, size.rows - 1);
  const rule = line('-'.repeat(size.columns), 'dim');
  const head = headLines(state, size);
  const foot = footLines(state, size.columns);
  const middle = Math.max(0, room - head.length - foot.length - 2);
  const body =
    state.panel === 'verdict'
      ? verdictBody(state, size, middle, unicode)
      : state.panel === 'end'
        ? endBody(state, size, middle, unicode)
        : panelBody(state, size.columns, middle);
  const lines = [...head, rule, ...body, ...blanks(middle - body.length), rule, ...foot];
  // The smallest terminals keep what matters most: the menu, and then the verdict.
  const kept =
    middle > 0
      ? lines
      : [...verdictLines(state.outcome ?? NOTHING, { width: size.columns, keys: true }).slice(0, Math.max(0, room - foot.length)), ...foot].slice(
          -room,
        );
  return kept.slice(0, room).map((each) => cut(each, size.columns, cutMark(unicode)));
}

const NOTHING = { step: 0, tests: [], printed: '' };

function blanks(count: number): Line[] {
  return Array.from({ length: Math.max(0, count) }, () => []);
}

/** How far the page on the screen can be scrolled. */
export function reachOf(state: LoopState, size: Size): Reach {
  const room = Math.max(1, size.rows - 1) - headLines(state, size).length - footLines(state, size.columns).length - 2;
  return reachIn(panelLines(state, size.columns).length, room);
}

/** A page that is too long gives one line to how it is scrolled. */
function reachIn(lines: number, room: number): Reach {
  const page = Math.max(1, lines <= room ? room : room - 1);
  return { page, last: Math.max(0, lines - page) };
}

/** The page after the last step, and below it the learner's own cluster as its run ended. */
function endBody(state: LoopState, size: Size, room: number, unicode: boolean): Line[] {
  const lines = panelLines(state, size.columns);
  const left = room - lines.length - 1;
  if (state.film === undefined || left < LEAST_PICTURE) return panelBody(state, size.columns, room);
  return [
    ...lines,
    line('-'.repeat(size.columns), 'dim'),
    ...drawFrame(state.film, state.film.frames.length - 1, { columns: size.columns, rows: left + 1 }, { unicode }),
  ];
}

function panelBody(state: LoopState, columns: number, room: number): Line[] {
  const lines = panelLines(state, columns);
  const { page, last } = reachIn(lines.length, room);
  if (last === 0) return lines;
  const start = Math.min(state.scroll, last);
  const where = `  lines ${start + 1}-${Math.min(lines.length, start + page)} of ${lines.length}`;
  return [...lines.slice(start, start + page), line(where + longestOf(WAYS, columns - where.length), 'dim')];
}

/** The keys that scroll, in as many words as there is room for. */
const WAYS = [':  space and page up, up and down, home and end', ':  space, page up, up, down', ': space goes on', ''];

function longestOf(texts: readonly string[], columns: number): string {
  return texts.find((text) => text.length <= columns) ?? '';
}
