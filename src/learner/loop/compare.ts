import { join, line, type Line } from '../../terminal/line.ts';
import { printable } from '../../terminal/printable.ts';
import { padTo } from '../../terminal/width.ts';
import { wrap } from '../../terminal/wrap.ts';
import { gapsIn, type Gap } from '../../course/gaps.ts';

/** From this width on, the two stand side by side. */
const SIDE_BY_SIDE = 100;

/** The learner's code and the reference, gap by gap. Lines that are too long are wrapped, never cut. */
export function compareLines({ mine, solution }: { readonly mine: string; readonly solution: string }, columns: number): Line[] {
  const theirs = gapsIn(solution);
  const yours = gapsIn(mine);
  if (yours.length === 0 || theirs.length === 0) {
    return [line('  The marks around your code are gone, so here is the whole file.', 'dim'), [], ...pair(linesOf(mine), linesOf(solution), columns)];
  }
  return theirs.flatMap((gap, i) => [
    line(`  Gap ${i + 1} of ${theirs.length}: ${gap.task}`, 'bold'),
    ...pair(dedented(partnerOf(gap, i, yours)?.lines ?? []), dedented(gap.lines), columns),
    [],
  ]).slice(0, -1);
}

/** The gap for the same task; a learner may have moved it. */
function partnerOf(gap: Gap, i: number, yours: readonly Gap[]): Gap | undefined {
  return yours.find(({ task }) => task === gap.task) ?? yours[i];
}

function linesOf(code: string): string[] {
  return code.trimEnd().split(/\r?\n/);
}

function pair(mine: readonly string[], theirs: readonly string[], columns: number): Line[] {
  if (mine.join('\n').trimEnd() === theirs.join('\n').trimEnd()) return [line('  yours is the reference, word for word', 'dim')];
  if (columns < SIDE_BY_SIDE || columns === Infinity) {
    return [line('  yours:', 'dim'), ...block(mine, columns), line('  the reference:', 'dim'), ...block(theirs, columns)];
  }
  const half = Math.floor((columns - 3) / 2);
  const [left, right] = [rows(mine, half), rows(theirs, half)];
  const heading = join(line(padTo('  yours', half), 'dim'), line(' |   the reference', 'dim'));
  const both = Array.from({ length: Math.max(left.length, right.length) }, (_, i) => line(`${padTo(left[i] ?? '', half)} | ${right[i] ?? ''}`));
  return [heading, ...both];
}

function block(code: readonly string[], columns: number): Line[] {
  return rows(code, columns).map((text) => line(text));
}

function rows(code: readonly string[], width: number): string[] {
  const all = code.map((text) => printable(text)).flatMap((text) => wrap(`    ${text}`.trimEnd(), width, 4));
  return all.length === 0 ? ['    (nothing)'] : all;
}

function dedented(code: readonly string[]): string[] {
  const depths = code.filter((text) => text.trim() !== '').map((text) => /^ */.exec(text)![0].length);
  const depth = Math.min(...depths);
  return code.map((text) => text.slice(Number.isFinite(depth) ? depth : 0));
}
