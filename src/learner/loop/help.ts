import { line, type Line } from '../../terminal/line.ts';
import { wrap } from '../../terminal/wrap.ts';

/** Below this width, the keys stand in one column. */
const TWO_COLUMNS = 80;

const KEYS = [
  ['h', 'next hint; when this is done: why', 'v', 'viewer: step, rewind, kill a node'],
  ['t', 'all tests, further tasks too', 'd', 'your code beside the reference'],
  ['n', 'next step; opens it in your editor', 'l', 'list of the steps, to jump'],
  ['r', 'run the tests again', 'c', 'catch up: solutions before a step'],
  ['x', 'put this step back to its start', 'p', 'write down what you predict'],
  ['?', 'this page', 'q', 'quit; so does Ctrl-C'],
] as const;

/** Without a screen there is nothing to step through; and a page is read once, not closed. */
const VIEW_IN_PLAIN = 'print a run round by round: the one that failed, or that of your code';

/** What the keys do, and that nothing is lost. `plain`: where text is only appended. */
export function helpLines(columns: number, plain: boolean): Line[] {
  const width = Math.min(columns, 76);
  const text = (sentence: string): string[] => wrap(`  ${sentence}`, width);
  return [
    ...text('Save the file: its tests run, and the rumor spreads through your code.'),
    '',
    ...(columns < TWO_COLUMNS || plain ? oneColumn(columns, plain) : twoColumns()),
    '',
    ...text('Nothing is lost: catch-up and reset copy your files to .workshop/backups first. `node rumor undo` brings the latest copy back; again, the one before it.'),
    ...(plain ? [] : ['', ...text('esc or the same key closes a page. A long one: space and page up, up and down, home and end.')]),
  ].map((each) => line(each));
}

function oneColumn(columns: number, plain: boolean): string[] {
  const all = [...KEYS.map(([key, what]) => [key, what]), ...KEYS.map(([, , key, what]) => [key, plain && key === 'v' ? VIEW_IN_PLAIN : what])];
  return all.flatMap(([key, what]) => wrap(`  ${key}  ${what}`, columns));
}

function twoColumns(): string[] {
  return KEYS.map(([a, left, b, right]) => `  ${a}  ${left.padEnd(35)}${b}  ${right}`);
}
