import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { starterOf } from '../../../src/workshop/exercise.ts';
import { zip } from '../../../src/workshop/kit/zip-writer.ts';
import { ROOT } from '../../../src/workshop/root.ts';
import { fileOf, STEPS, type Step } from '../../../src/workshop/steps.ts';
import { ATTACKS, PLAIN_WRONG } from './attacks.ts';
import { solutionOf } from './bench.ts';

export const CLASS_STEPS = STEPS.slice(0, 3);

/** What a submission of the made-up class must get: points a step, a reason for getting none, or what Vitest says. */
export interface Expected {
  readonly name: string;
  readonly points?: readonly (number | 'as in Vitest')[];
  readonly reference?: readonly number[];
  readonly problem?: RegExp;
  readonly refused?: boolean;
  readonly state?: 'missing' | 'untouched';
  readonly files?: ReadonlyMap<string, string>;
}

type Files = Map<string, string>;

export function solutions(): Files {
  return new Map(CLASS_STEPS.map((step) => [fileOf(step), solutionOf(step)]));
}

function starters(): Files {
  return new Map(CLASS_STEPS.map((step) => [fileOf(step), starterOf(solutionOf(step), step.number)]));
}

function changed(step: Step, text: string): Files {
  return solutions().set(fileOf(step), text);
}

function variants(kind: 'mutants' | 'alternatives', step: Step, count: number): [string, string][] {
  const folder = join(ROOT, 'test', kind, step.folder);
  return readdirSync(folder).sort().slice(0, count).map((file) => [file.replace('.ts', ''), readFileSync(join(folder, file), 'utf8')]);
}

const [first, second, third] = CLASS_STEPS as [Step, Step, Step];
const FULL = [10, 10, 10];

/** Writes thirty submissions of every kind below `folder`, and answers what each must get. */
export function makeClass(folder: string): Expected[] {
  const made: Expected[] = [];
  const asFolder = (name: string, files: Files, expected: Omit<Expected, 'name'>, inside = 'steps'): void => {
    for (const [file, text] of files) write(join(folder, name, inside, file), text);
    made.push({ name, files, ...expected });
  };
  const asFile = (name: string, extension: string, bytes: Uint8Array, expected: Omit<Expected, 'name'>): void => {
    write(join(folder, `${name}${extension}`), bytes);
    made.push({ name, ...expected });
  };

  asFolder('solved', solutions(), { points: FULL });
  asFolder('solved-checkout', solutions(), { points: FULL }, join('rumor-has-it', 'steps'));
  write(join(folder, 'solved-checkout', 'rumor-has-it', '.git', 'config'), '');
  write(join(folder, 'solved-checkout', 'rumor-has-it', 'test', '01-peer-selection.test.ts'), 'throw new Error("never run");');
  write(join(folder, 'solved-checkout', 'rumor-has-it', 'vitest.config.ts'), 'process.exit(0);');
  asFolder('solved-bare', solutions(), { points: FULL }, '');
  asFile('solved-zip', '.zip', archive(solutions(), 'repo-main/steps/'), { points: FULL });
  asFile('solved-tar', '.tar.gz', gzipSync(tar(solutions(), 'steps/')), { points: FULL });

  for (const step of CLASS_STEPS) {
    for (const [name, text] of variants('alternatives', step, 1)) asFolder(`other-${step.number}-${name}`, changed(step, text), { points: FULL });
    for (const [name, text] of variants('mutants', step, 3)) {
      asFolder(`mutant-${step.number}-${name}`, changed(step, text), { points: CLASS_STEPS.map(() => 'as in Vitest' as const) });
    }
  }

  asFolder('untouched', starters(), { points: [0, 0, 0], state: 'untouched' });
  asFolder('first-step-only', new Map([[fileOf(first), solutionOf(first)]]), { points: [10, 0, 0] });
  asFolder('broken-first', changed(first, 'export const selectPeers = () => {{{'), { points: [0, 'as in Vitest', 'as in Vitest'], reference: [0, 10, 10] });
  asFolder('throws-at-once', changed(second, `throw new Error('no');`), { points: [10, 0, 0], reference: [10, 0, 10] });
  asFolder('no-export', changed(third, 'export const nothing = 1;'), { points: [10, 10, 0] });

  for (const name of ['patching Array.prototype', 'a list with methods of its own']) {
    const attack = ATTACKS.find((each) => each.name === name)!;
    asFolder(`hostile ${name}`, new Map([[fileOf(first), attack.source]]), attack.refused === undefined ? { points: [0, 0, 0] } : { points: [0, 0, 0], refused: true });
  }
  asFolder('answers-nothing', changed(first, PLAIN_WRONG), { points: [0, 'as in Vitest', 'as in Vitest'], reference: [0, 10, 10] });

  mkdirSync(join(folder, 'empty'));
  made.push({ name: 'empty', points: [0, 0, 0], problem: /no step files/ });
  asFolder('huge', changed(first, `// ${'x'.repeat(300_000)}`), { points: [0, 0, 0], problem: /256 kB/ });
  asFile('bomb', '.zip', archive(changed(first, 'x'.repeat(50_000_000)), 'steps/'), { points: [0, 0, 0], problem: /unpacks to more than/ });
  asFile('climber', '.zip', archive(solutions(), '../../steps/'), { points: [0, 0, 0], problem: /leads out of it/ });
  asFile('damaged', '.tgz', Buffer.from('no archive'), { points: [0, 0, 0], problem: /no tar.gz/ });
  return made;
}

/** A link, on systems that let everybody make one. */
export function makeLink(folder: string): string {
  const target = join(folder, 'linked', 'steps', fileOf(first));
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(join(ROOT, 'package.json'), target);
  return join(folder, 'linked');
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function archive(files: Files, prefix: string): Buffer {
  return Buffer.concat([...zip([...files].map(([name, text]) => ({ name: `${prefix}${name}`, bytes: Buffer.from(text) })))]);
}

export function tar(files: Files, prefix: string, type = '0'): Buffer {
  const blocks = [...files].flatMap(([name, text]) => {
    const header = Buffer.alloc(512);
    const size = Buffer.byteLength(text);
    header.write(`${prefix}${name}`, 0);
    header.write(`${size.toString(8).padStart(11, '0')} `, 124);
    header.write(type, 156);
    header.write('ustar\u000000', 257);
    return [header, Buffer.concat([Buffer.from(text)], Math.ceil(size / 512) * 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
