import { drawFrame } from '../../view/frame.ts';
import { join, line, type Line, type Size } from '../../terminal/line.ts';
import { standingsOf } from '../progress/standing.ts';
import { isDone } from '../../verdict/outcome.ts';
import { tellPrinted } from '../../terminal/printed.ts';
import { failureLines, verdictParts } from '../../verdict/tell.ts';
import { wrap } from '../../terminal/wrap.ts';
import { BUSY } from '../../terminal/busy.ts';
import { guessLines } from './guess.ts';
import { replayOf, shownFailure, stepOf, type LoopState } from './state.ts';

/** A picture of less than this is not worth its place. */
export const LEAST_PICTURE = 3;
/** For a picture of this height, a long explanation is shortened. */
const GOOD_PICTURE = 8;
/** An explanation is never made shorter than this for the sake of a picture. */
const LEAST_EXPLAINED = 5;
/** Nor for the sake of advice than this. */
const LEAST_FAILURE = 3;
/** If less than this would be left of an explanation, what is told besides it goes first. */
const LEAST_WITH_REST = 8;
/** What a program prints gets so many lines while there is a picture. */
const MOST_PRINTED = 3;

/** The verdict, and below it the rumor spreading. */
export function verdictBody(state: LoopState, size: Size, room: number, unicode: boolean): Line[] {
  if (state.early === undefined && state.outcome === undefined) return [];
  const { explained, advice, rest } = wordsOf(state, size.columns);
  const pictured = state.film !== undefined || state.recording;
  const free = room - 1 - explained.length - advice.length - rest.length;
  const most = Math.max(LEAST_EXPLAINED, explained.length - Math.max(0, GOOD_PICTURE - free));
  const words = [...shortened(explained, most, state), ...advice, ...rest];
  const picture = room - 1 - words.length;
  if (!pictured || picture < LEAST_PICTURE) return withoutPicture({ explained, advice, rest }, room, state);
  return [...words, line('-'.repeat(size.columns), 'dim'), ...pictureOf(state, { columns: size.columns, rows: picture + 1 }, unicode)];
}

/** Where there is little room even so, the failure and where to look matter most: the first lines count the others anyway. */
function withoutPicture({ explained, advice, rest }: Words, room: number, state: LoopState): Line[] {
  const most = Math.max(LEAST_FAILURE, room - advice.length);
  const left = most - rest.length;
  const shown = left < Math.min(explained.length, LEAST_WITH_REST) ? most : left;
  return [...shortened(explained, shown, state), ...advice, ...rest].slice(0, room);
}

function pictureOf({ film, position, early, busy }: LoopState, size: Size, unicode: boolean): Line[] {
  if (film !== undefined) return drawFrame(film, position, size, { unicode });
  return [
    line(
      early === undefined
        ? `  recording the spread through this code …${busy === true ? ` ${BUSY}` : ''}`
        : '  the spread follows when the other tests are over',
      'dim',
    ),
  ];
}

interface Words {
  /** The failure. */
  readonly explained: Line[];
  /** Where to look instead. */
  readonly advice: Line[];
  /** What is short anyway. */
  readonly rest: Line[];
}

function wordsOf(state: LoopState, columns: number): Words {
  const telling = { width: columns, keys: true };
  if (state.early !== undefined) return { explained: failureLines(state.early, { ...telling, step: stepOf(state).number }), advice: [], rest: [] };
  const { explained, counted } = verdictParts(state.outcome!, telling);
  const printed = tellPrinted(state.outcome!.printed, MOST_PRINTED);
  const advice = earlierLines(state, columns);
  const rest = [...counted, ...guessLines(state, columns), ...typeLines(state, columns), ...faultLines(state, columns), ...printed];
  // The verdict on the code before this save must not be taken for the new one.
  return state.testing ? { explained: explained.map(dimmed), advice: advice.map(dimmed), rest: rest.map(dimmed) } : { explained, advice, rest };
}

function dimmed(spans: Line): Line {
  return spans.map((span) => ({ ...span, style: 'dim' }));
}

/** A step that does not pass although an earlier one is broken: what fails here may be that one's fault. */
export function earlierLines(state: LoopState, columns = Infinity): Line[] {
  const { progress, files, outcome } = state;
  if (outcome === undefined || isDone(outcome)) return [];
  const told = shownFailure(state)?.message ?? outcome.trouble?.message ?? '';
  const broken = standingsOf(files, progress.tested).indexOf('open') + 1;
  if (broken === 0 || broken >= progress.current || told.includes('TODO step')) return [];
  return wrap(`  Step ${broken} does not pass, and this step uses it: look there first.`, columns).map((text) => line(text));
}

/** The first lines: what the code did, and what was expected. Why it matters comes last, and can wait. */
function shortened(explained: readonly Line[], most: number, state: LoopState): Line[] {
  if (explained.length <= most) return [...explained];
  const withoutBlank = explained.at(-1)?.length === 0 ? explained.slice(0, -1) : explained;
  if (withoutBlank.length <= most) return [...withoutBlank];
  const run = replayOf(shownFailure(state)) === undefined ? '' : ', v the run';
  return [...withoutBlank.slice(0, most - 1), line(`    … t shows the rest${run}`, 'dim')];
}

/** The first type error of the file. */
export function typeLines({ types }: LoopState, columns = Infinity): Line[] {
  if (types === undefined) return [];
  const more = types.count > 1 ? `  (+${types.count - 1} more)` : '';
  return wrap(`  types: ${types.first}${more}`, columns).map((text) => line(text, 'suspect'));
}

/** Why there is no picture. A TODO, and a file that does not load, are told by the tests already. */
export function faultLines({ fault, film, outcome }: LoopState, columns = Infinity): Line[] {
  if (fault === undefined || film !== undefined || outcome?.trouble !== undefined || fault.sentence.includes('TODO')) return [];
  const place = fault.place === undefined ? [] : [join(line('    at '), line(fault.place, 'place'))];
  return [...wrap(`  the run: ${fault.sentence}`, columns).map((text) => line(text)), ...place];
}
