import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../../src/course/root.ts';
import { deckOf } from '../../../slides/sections.ts';
import { minutesOf, type Path, type Slide } from '../../../slides/slides.ts';

const CONTENT = join(ROOT, 'slides', 'content');
const texts = Object.fromEntries(readdirSync(CONTENT).map((file) => [file.replace(/\.md$/, ''), readFileSync(join(CONTENT, file), 'utf8')]));
const workshop = readFileSync(join(ROOT, 'WORKSHOP.md'), 'utf8');

/** Which section of the deck a row of an agenda is about, by a word in it. */
const SECTIONS: Readonly<Record<string, string>> = {
  opening: 'opening', 'why gossip': 'why-gossip', 'step 01': 'peer-selection', 'step 02': 'push', 'step 03': 'merge', 'step 04': 'rumor-decay',
  'step 05': 'failure-detection', 'step 06': 'suspicion', 'step 07': 'anti-entropy', 'step 08': 'cluster', 'in the wild': 'in-the-wild', 'what next': 'next',
};

interface Row {
  readonly from: number;
  readonly minutes: number;
  readonly what: string;
  readonly more: string;
}

/** The agenda below this heading of WORKSHOP.md. Times are minutes after midnight, or after the beginning. */
function agenda(heading: string): Row[] {
  const part = workshop.split(/^###? /m).find((text) => text.startsWith(`${heading}\n`))!;
  return [...part.matchAll(/^\| (\d+):(\d\d) \| ?(\d*) ?\| (.*?) \| ?(.*?) ?\|$/gm)].map(([, hours, minutes, takes, what, more]) => ({
    from: Number(hours) * 60 + Number(minutes), minutes: Number(takes), what: what!, more: more!,
  }));
}

const sectionOf = ({ what }: Row): string | undefined => SECTIONS[Object.keys(SECTIONS).find((word) => what.startsWith(word)) ?? ''];
const sum = (slides: readonly Slide[], path: Path): number => slides.reduce((total, slide) => total + minutesOf(slide, path), 0);
const handsOn = ({ classes, markdown }: Slide): boolean => classes === 'exercise' || markdown.includes('```sh\nnpm start\n```');

const AGENDAS = [['90 minutes', '90', 90], ['Half a day', 'half', 240], ['A full day', 'day', 480]] as const;

describe.each(AGENDAS)('the agenda of %s in WORKSHOP.md', (heading, path, length) => {
  const rows = agenda(heading);
  const deck = deckOf(path, texts);

  test('each row begins when the one before ends, and the last one when time is over', () => {
    expect(rows.length).toBeGreaterThan(8);
    rows.reduce((begins, row) => {
      expect(row.from, row.what).toBe(begins);
      return row.from + row.minutes;
    }, rows[0]!.from);
    expect(rows.at(-1)!.what).toBe('end');
    expect(rows.at(-1)!.from - rows[0]!.from).toBe(length);
  });

  test('has the sections of the deck in their order, with the minutes of their slides', () => {
    const planned = rows.filter((row) => sectionOf(row) !== undefined);
    expect(planned.map(sectionOf).sort()).toEqual([...new Set(deck.map(({ section }) => section))].sort());
    for (const row of planned) {
      const slides = deck.filter(({ section }) => section === sectionOf(row));
      expect(row.minutes, row.what).toBe(sum(slides, path));
      if (path !== 'day') expect(Number(row.more), row.what).toBe(sum(slides.filter(handsOn), path));
    }
  });
});

test.each([['step 06', 'suspicion'], ['step 07', 'anti-entropy']])('the minutes of %s are shared out as its row says', (step, section) => {
  const row = agenda('A full day').find(({ what }) => what.startsWith(step))!;
  const [show, write, after] = /(\d+) to show and guess, (\d+) to write, (\d+) /.exec(row.what)!.slice(1).map(Number);
  const slides = deckOf('day', texts).filter((slide) => slide.section === section);
  const exercise = slides.findIndex(({ classes }) => classes === 'exercise');
  expect([sum(slides.slice(0, exercise), 'day'), sum(slides.slice(exercise, exercise + 1), 'day'), sum(slides.slice(exercise + 1), 'day')]).toEqual([show, write, after]);
});

test('all slides are those of the full day, and the exercise that it leaves for the evening', () => {
  const day = deckOf('day', texts);
  const more = deckOf('all', texts).filter((slide) => !day.some(({ markdown }) => markdown === slide.markdown));
  expect(more.map(({ section, classes }) => [section, classes])).toEqual([['cluster', 'exercise']]);
  const box = new RegExp(`\\| \\[08 Cluster\\].*\\| ${minutesOf(more[0]!, 'all')} min \\|`);
  expect(workshop).toMatch(box);
});
