import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { starterOf } from '../../../src/course/gaps.ts';
import { zip } from '../../../src/course/zip-writer.ts';
import { ROOT } from '../../../src/course/root.ts';
import { fileOf, STEPS, type Step } from '../../../src/course/steps.ts';
import { ATTACKS, PLAIN_WRONG } from './attacks.ts';
import { solutionOf } from './bench.ts';
import { ODDITIES, rowsOf, writeOddity } from './oddities.ts';

/** What Vitest says about the same code decides: the same tests must pass. */
export type Points = number | 'as in Vitest';

/** What a submission of the made-up class must get. */
export interface Expected {
  readonly name: string;
  /** On their own earlier steps, a step each. */
  readonly own: readonly Points[];
  /** On the reference; the same unless told. */
  readonly reference?: readonly Points[];
  readonly problem?: RegExp;
  /** States that are neither `graded` nor, where there is nothing to read, `missing`. */
  readonly state?: 'untouched' | 'refused';
  /** The folder of the steps, and what is in it, where Vitest can be asked. */
  readonly folder?: string;
  readonly files?: ReadonlyMap<string, string>;
}

type Files = Map<string, string>;

export function solutions(): Files {
  return new Map(STEPS.map((step) => [fileOf(step), solutionOf(step)]));
}

function starters(): Files {
  return new Map(STEPS.map((step) => [fileOf(step), starterOf(solutionOf(step), step.number)]));
}

function changed(step: Step, text: string): Files {
  return solutions().set(fileOf(step), text);
}

/** Shuffles a thousand members a call: on a busy machine, some tests of step 04 take it too long. */
const TOO_SLOW = 'borrows-the-list.ts';

function variants(kind: 'mutants' | 'alternatives', step: Step, count: number): [string, string][] {
  const folder = join(ROOT, 'test', kind, step.folder);
  const names = readdirSync(folder).filter((name) => name !== TOO_SLOW).sort().slice(0, count);
  return names.map((file) => [file.replace('.ts', ''), readFileSync(join(folder, file), 'utf8')]);
}

const [first, second] = STEPS as readonly [Step, Step, ...Step[]];
const ASK = 'as in Vitest';
const FULL = STEPS.map(() => 10);
const NOTHING = STEPS.map(() => 0);

/** Full points but in `step`, where `points` are due. */
function but(step: Step, points: Points): Points[] {
  return STEPS.map(({ number }) => (number === step.number ? points : 10));
}

/** Full points before `step`; from there on, what Vitest says. */
function askFrom(step: Step): Points[] {
  return STEPS.map(({ number }) => (number < step.number ? 10 : ASK));
}

/** A file written before later steps needed more of its given code is right, and they may fail on it. */
function fullUpTo(step: Step): Points[] {
  return STEPS.map(({ number }) => (number <= step.number ? 10 : ASK));
}

/** Writes some thirty submissions of every kind below `folder`, and answers what each must get. */
export function makeClass(folder: string): Expected[] {
  const made: Expected[] = [];
  const asFolder = (name: string, files: Files, expected: Omit<Expected, 'name'>, inside = 'steps'): void => {
    for (const [file, text] of files) write(join(folder, name, inside, file), text);
    made.push({ name, files, folder: join(folder, name, inside), ...expected });
  };
  const asFile = (name: string, extension: string, bytes: Uint8Array, expected: Omit<Expected, 'name'>): void => {
    write(join(folder, `${name}${extension}`), bytes);
    made.push({ name, ...expected });
  };

  asFolder('solved', solutions(), { own: FULL });
  asFolder('solved-checkout', solutions(), { own: FULL }, join('rumor-has-it', 'steps'));
  write(join(folder, 'solved-checkout', 'rumor-has-it', '.git', 'config'), '');
  write(join(folder, 'solved-checkout', 'rumor-has-it', 'test', '01-peer-selection.test.ts'), 'throw new Error("never run");');
  write(join(folder, 'solved-checkout', 'rumor-has-it', 'vitest.config.ts'), 'process.exit(0);');
  asFolder('solved-bare', solutions(), { own: FULL }, '');
  asFile('solved-zip', '.zip', archive(solutions(), 'repo-main/steps/'), { own: FULL });
  asFile('solved-tar', '.tar.gz', gzipSync(tar(solutions(), 'steps/')), { own: FULL });

  for (const step of STEPS) {
    for (const [name, text] of variants('alternatives', step, 1)) asFolder(`other-${step.number}-${name}`, changed(step, text), { own: fullUpTo(step), reference: FULL });
    for (const [name, text] of variants('mutants', step, 1)) {
      asFolder(`mutant-${step.number}-${name}`, changed(step, text), { own: askFrom(step), reference: but(step, ASK) });
    }
  }

  asFolder('untouched', starters(), { own: NOTHING, state: 'untouched' });
  asFolder('first-step-only', new Map([[fileOf(first), solutionOf(first)]]), { own: NOTHING.with(0, 10) });
  asFolder('broken-first', changed(first, 'export const selectPeers = () => {{{'), { own: askFrom(first).with(0, 0), reference: but(first, 0) });
  asFolder('throws-at-once', changed(second, `throw new Error('no');`), { own: askFrom(second).with(1, 0), reference: but(second, 0) });
  asFolder('answers-nothing', changed(first, PLAIN_WRONG), { own: askFrom(first).with(0, 0), reference: but(first, 0) });

  const hostile = (name: string): Files => new Map([[fileOf(first), ATTACKS.find((each) => each.name === name)!.source]]);
  asFolder('hostile-patch', hostile('patching Array.prototype'), { own: NOTHING });
  asFolder('hostile-lie', hostile('a list with methods of its own'), { own: NOTHING, state: 'refused' });
  asFolder('hostile-loop', hostile('a loop in every call'), { own: NOTHING });

  mkdirSync(join(folder, 'empty'));
  made.push({ name: 'empty', own: NOTHING, problem: /no step files/ });
  asFolder('huge', changed(first, `// ${'x'.repeat(300_000)}`), { own: NOTHING, problem: /256 kB/ });
  asFile('bomb', '.zip', archive(changed(first, 'x'.repeat(50_000_000)), 'steps/'), { own: NOTHING, problem: /unpacks to more than/ });
  asFile('climber', '.zip', archive(solutions(), '../../steps/'), { own: NOTHING, problem: /leads out of it/ });
  for (const oddity of ODDITIES) {
    writeOddity(folder, oddity);
    const own = [...oddity.points, ...NOTHING.slice(oddity.points.length)];
    const files = new Map(STEPS.slice(0, oddity.points.length).filter((_, i) => oddity.points[i]! > 0 || oddity.says?.test('Invalid regular expression')).map((step) => [fileOf(step), '']));
    for (const name of rowsOf(oddity)) made.push({ name, own, ...(oddity.problem === undefined ? { files } : { problem: oddity.problem }) });
  }
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
