import { join } from 'node:path';
import { readCommandLine } from './command-line.ts';
import type { Finding } from './finding.ts';
import type { Document, Fence } from './markdown.ts';
import { runNode, several, type Printed } from './programs.ts';

/** Commands that take `--code`: quoted is what they print with the reference. */
const WITH_CODE = ['start', 'step', 'play', 'lab', 'list'];
const LEFT_OUT = '…';

/** What several documents quote is printed once. */
const printed = new Map<string, Promise<Printed>>();

function printedBy(args: readonly string[], root: string): Promise<Printed> {
  const key = JSON.stringify(args);
  const known = printed.get(key) ?? runNode(args, root);
  printed.set(key, known);
  return known;
}

/** The outputs that a document quotes. */
export function quotesIn(document: Document): Fence[] {
  return document.fences.filter(({ language }) => language === 'console');
}

/** Does each program still print what the document quotes? */
export async function checkQuotes(root: string, document: Document): Promise<Finding[]> {
  const findings = await several(quotesIn(document), (quote) => checkQuote(root, document.where, quote));
  return findings.flat();
}

async function checkQuote(root: string, file: string, quote: Fence): Promise<Finding[]> {
  const [first = '', ...lines] = quote.lines;
  const where = `${file}:${quote.line + 1}`;
  const command = first.startsWith('$ ') ? readCommandLine(first.slice(2)) : undefined;
  if (command === undefined) return [{ where, problem: 'a console block begins with `$ ` and a command of this workshop' }];
  const code = WITH_CODE.includes(command.name) && !command.args.includes('--code') ? ['--code', 'solutions'] : [];
  const { stdout } = await printedBy([join(root, 'rumor.js'), command.name, ...command.args, ...code], root);
  const mismatch = compareQuote(lines, stdout.split('\n').map((line) => line.trimEnd()));
  if (mismatch === undefined) return [];
  const { line, printed } = mismatch;
  const quoted = line < lines.length ? `quotes ${JSON.stringify(lines[line])}` : 'ends the quote here';
  const now = printed === undefined ? 'ends before that' : `prints ${JSON.stringify(printed)}`;
  return [{ where: `${file}:${quote.line + 2 + line}`, problem: `${quoted}, but \`${first.slice(2)}\` ${now}` }];
}

/** The first quoted line, counted from 0, that was not printed where it should be, and what was printed there. */
export function compareQuote(quoted: readonly string[], printed: readonly string[]): { line: number; printed: string | undefined } | undefined {
  const output = trimEnd(printed);
  let at = 0;
  let gap = false;
  for (const [line, raw] of quoted.entries()) {
    const text = raw.trimEnd();
    if (text === LEFT_OUT) {
      gap = true;
      continue;
    }
    const found = gap ? output.indexOf(text, at) : output[at] === text ? at : -1;
    if (found === -1) return { line, printed: gap ? likest(text, output.slice(at)) : output[at] };
    at = found + 1;
    gap = false;
  }
  return gap || at >= output.length ? undefined : { line: quoted.length, printed: output[at] };
}

function trimEnd(lines: readonly string[]): readonly string[] {
  let end = lines.length;
  while (end > 0 && lines[end - 1] === '') end--;
  return lines.slice(0, end);
}

/** The line that begins most like `text`. */
function likest(text: string, lines: readonly string[]): string | undefined {
  const alike = (line: string): number => {
    let length = 0;
    while (length < text.length && line[length] === text[length]) length++;
    return length;
  };
  return lines.reduce<string | undefined>((best, line) => (best === undefined || alike(line) > alike(best) ? line : best), undefined);
}
