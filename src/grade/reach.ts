import { filesMeantBy, pathOfImport } from './cell/imports.ts';
import type { Compiled } from './compile.ts';

/** What an import has become after compiling. */
const REQUIRE = /\brequire\("([^"\\]*)"\)/g;

/**
 * The modules that the tests of a step can reach. Whatever else is there does not change what they say: so what
 * is known of a step stays known when a later one changes. Code that puts the name of a module together while
 * it runs, which no import does, does not find it.
 *
 * @param tests the compiled tests
 */
export function withinReach(tests: string, modules: ReadonlyMap<string, Compiled>): ReadonlyMap<string, Compiled> {
  const reached = new Map<string, Compiled>();
  const waiting = importsIn(tests).map((path) => path.replace(/^steps\//, ''));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const module = modules.get(name);
    if (module === undefined || reached.has(name)) continue;
    reached.set(name, module);
    for (const path of importsIn(module.code)) waiting.push(...filesMeantBy(pathOfImport(name, path)).map((file) => file.replace(/^steps\//, '')));
  }
  return reached;
}

function importsIn(code: string): string[] {
  return [...code.matchAll(REQUIRE)].map(([, path]) => path!);
}
