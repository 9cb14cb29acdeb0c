import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zip } from '../../../src/course/zip-writer.ts';
import { fileOf, STEPS, type Step } from '../../../src/course/steps.ts';
import { solutionOf } from './bench.ts';
import { inCodePage } from './code-page.ts';

/** A submission that is honest, and odd in a way that is nobody's fault. Of the first two steps, which are quick to grade. */
export interface Oddity {
  readonly name: string;
  /** Contents by path. */
  readonly files: ReadonlyMap<string, string | Buffer>;
  /** Written as an archive from Windows. */
  readonly windows?: true;
  /** What each of the two steps is worth. */
  readonly points: readonly [number, number];
  readonly problem?: RegExp;
  /** What the row says of the step that is not read. */
  readonly says?: RegExp;
}

const [first, second] = STEPS as readonly [Step, Step, ...Step[]];
const [one, two] = [solutionOf(first), solutionOf(second)];

/** Step 01 is as it should be; step 02 lies at `path`. */
function withSecond(path: string, text: string | Buffer = two, inside = 'steps/'): ReadonlyMap<string, string | Buffer> {
  return new Map<string, string | Buffer>([[`${inside}${fileOf(first)}`, one], [`${inside}${path}`, text]]);
}

function importing(ending: string): string {
  return two.replaceAll(/(?<=from '\.\.\/[^']*)\.ts(?=')/g, ending);
}

export const ODDITIES: readonly Oddity[] = [
  { name: 'imports-without-extension', files: withSecond(fileOf(second), importing('')), points: [10, 10] },
  { name: 'imports-as-compiled', files: withSecond(fileOf(second), importing('.js')), points: [10, 10] },
  { name: 'bad-regexp', files: withSecond(fileOf(second), `${two}\nexport const never = /(/;\n`), points: [10, 0], says: /Invalid regular expression/ },
  { name: 'wrong-case', files: withSecond(`${second.folder}/Push.ts`), points: [10, 0], says: /is missing; steps\/02-push\/Push\.ts is there/ },
  { name: 'copied-folder', files: withSecond(`${second.folder} (1)/${second.file}`), points: [10, 0], says: /is missing; steps\/02-push \(1\)\/push\.ts is there/ },
  { name: 'saved-as-text', files: withSecond(`${fileOf(second)}.txt`), points: [10, 0], says: /is missing; steps\/02-push\/push\.ts\.txt is there/ },
  { name: 'utf-16', files: withSecond(fileOf(second), Buffer.from(`\ufeff${two}`, 'utf16le')), points: [10, 0], says: /is saved in UTF-16/ },
  { name: 'test', files: withSecond(fileOf(second)), points: [10, 10] },
  { name: 'M\u00fcller', windows: true, files: new Map([...withSecond(fileOf(second), two, 'M\x01ller/steps/'), ...withSecond(fileOf(second), two, 'M\x02ller/steps/')]), points: [10, 10] },
  { name: 'only-solutions', files: withSecond(fileOf(second), two, 'solutions/'), points: [0, 0], problem: /a folder called solutions/ },
  { name: 'no-folders', files: new Map([[first.file, one], [second.file, two]]), points: [0, 0], problem: /lies in no folder of a step/ },
];

/** Writes it below `folder`, as it was handed in. */
export function writeOddity(folder: string, { name, files, windows }: Oddity): void {
  if (windows) {
    const entries = [...files].map(([path, text]) => ({ name: path, bytes: Buffer.from(text) }));
    writeFileSync(join(folder, 'from-windows.zip'), inCodePage(Buffer.concat([...zip(entries)])));
    return;
  }
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, name, path)), { recursive: true });
    writeFileSync(join(folder, name, path), text);
  }
}

/** What its row is called: an archive's own name stands in front. */
export function rowOf({ name, windows }: Oddity): string {
  return windows ? `from-windows/${name}` : name;
}

/** The same, and that of somebody who came in one archive with them. */
export function rowsOf(oddity: Oddity): string[] {
  return oddity.windows ? [rowOf(oddity), 'from-windows/M\u00f6ller'] : [rowOf(oddity)];
}
