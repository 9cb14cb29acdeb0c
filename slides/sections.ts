import { minutesOf, PATHS, slidesOf, type Path, type Slide } from './slides.ts';

interface Section {
  /** Its file in content/, without the ending. */
  readonly name: string;
  /** In the decks of the full day and longer only. */
  readonly dayOnly?: true;
}

/** What the deck consists of, in its order. A new section is a file in content/, and a row here. */
export const SECTIONS: readonly Section[] = [
  { name: 'opening' },
  { name: 'why-gossip' },
  { name: 'peer-selection' },
  { name: 'push' },
  { name: 'merge' },
  { name: 'rumor-decay' },
  { name: 'failure-detection' },
  { name: 'suspicion', dayOnly: true },
  { name: 'anti-entropy', dayOnly: true },
  { name: 'cluster', dayOnly: true },
  { name: 'in-the-wild' },
  { name: 'next' },
];

/** The path that the address of the page asks for. */
export function pathIn(address: URLSearchParams): Path {
  const asked = address.get('path');
  return PATHS.find((path) => path === asked) ?? 'half';
}

/** The slides of a path, from the texts of the sections by name. Throws an error when a section has no text. */
export function deckOf(path: Path, texts: Readonly<Record<string, string>>): Slide[] {
  const shown = SECTIONS.filter(({ dayOnly }) => dayOnly !== true || path === 'day' || path === 'all');
  const slides = shown.flatMap(({ name }) => {
    const text = texts[name];
    if (text === undefined) throw new Error(`slides/content/${name}.md is missing; it is a row in slides/sections.ts`);
    return slidesOf(name, text);
  });
  return slides.filter((slide) => minutesOf(slide, path) > 0);
}
