import { slidesOf, type Path, type Slide } from './slides.ts';

interface Section {
  /** Its file in content/, without the ending. */
  readonly name: string;
  /** In the deck of the full day only. */
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
  { name: 'in-the-wild' },
  { name: 'next' },
];

/** The path that the address of the page asks for. */
export function pathIn(address: URLSearchParams): Path {
  const asked = address.get('path');
  return asked === '90' || asked === 'day' ? asked : 'half';
}

/** The slides of a path, from the texts of the sections by name. Throws an error when a section has no text. */
export function deckOf(path: Path, texts: Readonly<Record<string, string>>): Slide[] {
  const shown = SECTIONS.filter(({ dayOnly }) => dayOnly !== true || path === 'day');
  const slides = shown.flatMap(({ name }) => {
    const text = texts[name];
    if (text === undefined) throw new Error(`slides/content/${name}.md is missing; it is a row in slides/sections.ts`);
    return slidesOf(name, text);
  });
  return path === '90' ? slides.filter(({ short }) => short !== undefined) : slides;
}
