import { createHash } from 'node:crypto';
import { join, relative, resolve, sep } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { ROOT } from '../course/root.ts';
import { slashed } from '../course/slashed.ts';
import type { Step } from '../course/steps.ts';

/** Everything of ours that goes into a cell. */
export interface Kit {
  /** The process. */
  readonly cell: string;
  /** The body of a function that runs in the realm first, and returns the `Realm`. */
  readonly realm: string;
  /** The tests, by step folder. */
  readonly tests: Readonly<Record<string, string>>;
  /** Changes when any of it does. */
  readonly fingerprint: string;
}

const HERE = import.meta.dirname;

/** Compiles the pristine tests of this repository, and the cell they run in. */
export async function compileKit(steps: readonly Step[]): Promise<Kit> {
  const [cell, realm, ...tests] = await Promise.all([
    bundle(join(HERE, 'cell', 'cell.ts'), { platform: 'node' }),
    bundle(join(HERE, 'cell', 'realm.ts'), { platform: 'neutral', globalName: 'opened', footer: { js: 'return opened.realm;' } }),
    ...steps.map((step) => bundle(join(ROOT, 'test', `${step.folder}.test.ts`), { platform: 'neutral', format: 'cjs', plugins: [asInRealm()], define: { ...DEFINED, ...UNNAMED, ...ABSENT } })),
  ]);
  const byStep = Object.fromEntries(steps.map((step, i) => [step.folder, tests[i]!]));
  const fingerprint = createHash('sha256').update(JSON.stringify([process.version, cell, realm, byStep])).digest('hex');
  return { cell: cell!, realm: realm!, tests: byStep, fingerprint };
}

const DEFINED = { 'process.env': '{}', 'import.meta.dirname': '""' };

/**
 * A registered symbol is known to whoever knows its name. An error that carries one of fast-check's is, to it,
 * a case that does not count, and a property without cases is never found to fail.
 */
const UNNAMED = { 'Symbol.for': 'Symbol' };

/** What fast-check looks for and a realm does not have: whoever makes a global of that name is not asked. */
const ABSENT = { Buffer: 'undefined' };

async function bundle(entry: string, options: Parameters<typeof build>[0]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    target: 'es2023',
    format: 'iife',
    logLevel: 'silent',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    define: DEFINED,
    ...options,
  });
  return outputFiles![0]!.text;
}

/** What the tests import that a realm does not have, and what stands there instead. */
const STAND_INS: Readonly<Record<string, string>> = {
  // The host stops what does not come back, and the world is forbidden for good.
  [resolve(ROOT, 'src/host/endless.ts')]: 'export class EndlessError extends Error {} export const stopIfEndless = (_, body) => body();',
  [resolve(ROOT, 'src/host/without-world.ts')]: 'export const withoutWorld = (body) => body();',
  [resolve(ROOT, 'src/verdict/heartbeat.ts')]: 'export const beat = () => {}; export const tellFailure = () => {}; export const patienceSeconds = () => 2;',
  // Replays name paths and hashes; those that need a file are left out of the message afterwards.
  [resolve(ROOT, 'src/course/replace-file.ts')]: 'export const replaceFile = () => {};',
  'node:path': "export const join = (...parts) => parts.join('/'); export const resolve = join;",
  'node:crypto': "const hash = { update: () => hash, digest: () => 'saved000' }; export const createHash = () => hash;",
};

/** Leads the imports of the tests: to the stranger's code by name, and to stand-ins for what is no part of a realm. */
function asInRealm(): Plugin {
  const steps = join(ROOT, 'steps');
  return {
    name: 'as-in-realm',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path, resolveDir }) => {
        if (path === 'vitest') return { path, external: true };
        const target = path.startsWith('.') ? resolve(resolveDir, path) : path;
        if (target in STAND_INS) return { path: target, namespace: 'stand-in' };
        if (target.startsWith(steps + sep)) return { path: `steps/${slashed(relative(steps, target))}`, external: true };
        if (target.startsWith('node:')) throw new Error(`the tests import ${target}, which a sealed realm does not have`);
        return undefined;
      });
      onLoad({ filter: /.*/, namespace: 'stand-in' }, ({ path }) => ({ contents: STAND_INS[path]!, loader: 'js' }));
    },
  };
}
