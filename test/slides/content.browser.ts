import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { deckOf, SECTIONS } from '../../slides/sections.ts';
import { minutesOf, slidesOf, textOf, type Path } from '../../slides/slides.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = `${root}slides/content/`;
const files = await readdir(folder);
const texts = Object.fromEntries(await Promise.all(files.map(async (file) => [file.replace(/\.md$/, ''), await readFile(`${folder}${file}`, 'utf8')] as const)));
const all = deckOf('day', texts);
const minutes = (path: Path): number => deckOf(path, texts).reduce((sum, slide) => sum + minutesOf(slide, path), 0);
const HALF_DAY = 240;
/** What the 90-minute path only shows, and what looks back on it. */
const SHOWN = ['rumor-decay', 'failure-detection', 'in-the-wild', 'next'];
const BREAKS = 30;

describe('the text of the deck', () => {
  test.each(all.map((slide, index) => [index + 1, slide.section, slide] as const))('slide %i (%s) tells the speaker what to say, what will be asked and what to type', (_, __, slide) => {
    const notes = slide.markdown.split(/^Note:$/m)[1] ?? '';
    for (const part of ['**Say.** ', '**Question.** ', '**Type.** ']) expect(notes).toContain(part);
  });

  const exercises = all.filter(({ classes }) => classes === 'exercise');
  test.each(exercises.map((slide) => [slide.section, slide] as const))('the exercise of %s names the functions and the hints that its step has', async (_, { markdown }) => {
    const file = /`steps\/([\w./-]+\.ts)`/.exec(markdown)![1]!;
    const solution = await readFile(`${root}solutions/${file}`, 'utf8');
    const code = /```ts\n([\s\S]*?)```/.exec(markdown)![1]!;
    const named = [...code.matchAll(/(\w+)\(/g)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(solution).toMatch(new RegExp(`\\b${name}\\b`));
    await readFile(`${root}${/steps\/[\w-]+\/hints\.md/.exec(markdown)![0]}`, 'utf8');
  });

  test('the half-day with two breaks takes half a day', () => {
    expect(minutes('half') + BREAKS).toBe(HALF_DAY);
  });

  test('the 90-minute path takes 90 minutes', () => {
    expect(minutes('90')).toBe(90);
  });

  test('every section is a file and a row', () => {
    expect(files.map((file) => file.replace(/\.md$/, '')).sort()).toEqual(SECTIONS.map(({ name }) => name).sort());
    expect(() => deckOf('half', {})).toThrow('slides/content/opening.md is missing; it is a row in slides/sections.ts');
  });

  test('what is said on one path only is said there only', () => {
    const [slide] = slidesOf('x', '<!-- minutes=4 short=2 -->\nYou {90: saw}{not 90: wrote} it in {minutes}, with 02–04 of Demers et al.\n');
    expect(textOf(slide!, '90').trim()).toBe('You saw it in 2, with 02–\u206004 of Demers et\u00a0al.');
    expect(textOf(slide!, 'half').trim()).toBe('You wrote it in 4, with 02–\u206004 of Demers et\u00a0al.');
  });

  test.each(deckOf('90', texts).map((slide) => [slide.section, textOf(slide, '90')] as const).filter(([section]) => SHOWN.includes(section)))('who is shown steps 04 and 05 is not told that they wrote them: %s', (_, text) => {
    expect(text).not.toMatch(/you (typed|wrote|write|build)\b(?! 0)|you have (just )?(built|typed)|\byours?\b (own )?(code|node|steps?\b)/i);
  });

  test('a slide begins with its title, and no head of a table is empty', () => {
    for (const { section, markdown } of all) {
      expect(/^#+ /m.exec(markdown)![0], section).toMatch(/^##? $/);
      expect(markdown, section).not.toMatch(/^\| \|/m);
    }
  });

  test('a slide without its first line is refused by section and number', () => {
    expect(() => slidesOf('03-push', '<!-- minutes=1 -->\n# A\n---\n# B\n')).toThrow('03-push, slide 2: the first line must be like');
  });
});
