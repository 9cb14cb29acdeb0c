import { readText } from '../../course/material.ts';

export interface Fence {
  readonly language: string;
  /** The line of the opening fence; the first line of a file is 1. */
  readonly line: number;
  readonly lines: readonly string[];
}

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly line: number;
}

/** A document: what stands in fences, and the rest, line by line. */
export interface Document {
  /** Relative to the root, with slashes. */
  readonly where: string;
  readonly fences: readonly Fence[];
  readonly headings: readonly Heading[];
  readonly prose: readonly { readonly line: number; readonly text: string }[];
}

const FENCE = /^ *(`{3,})(\S*)/;

export function readDocument(root: string, where: string): Document {
  const fences: { language: string; line: number; lines: string[] }[] = [];
  const headings: Heading[] = [];
  const prose: { line: number; text: string }[] = [];
  let closing: string | undefined;
  readText(root, where).split('\n').forEach((text, i) => {
    const line = i + 1;
    const [, ticks, language] = FENCE.exec(text) ?? [];
    if (closing !== undefined) {
      if (ticks === closing) closing = undefined;
      else fences.at(-1)!.lines.push(text);
    } else if (ticks !== undefined) {
      closing = ticks;
      fences.push({ language: language ?? '', line, lines: [] });
    } else {
      const [, marks, title] = /^(#+) +(.+?) *$/.exec(text) ?? [];
      if (marks !== undefined) headings.push({ level: marks.length, text: title!, line });
      prose.push({ line, text });
    }
  });
  return { where, fences, headings, prose };
}

/** What follows `#` in a link to this heading, the way GitHub forms it. */
export function anchorOf({ text }: Heading): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
}
