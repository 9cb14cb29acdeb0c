import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { IntakeError, stepFileOf } from './limits.ts';

/** What systems put beside the submissions of a class. */
const NOBODYS = new Set(['__MACOSX', 'node_modules']);

/**
 * The paths that are meant. A single folder without steps holds what is meant: then everything in it
 * is. `*` at the end is understood too, for shells that leave it alone.
 */
export function findSubmissions(paths: readonly string[]): string[] {
  const found = paths.flatMap((path) => {
    const named = resolve(path.replace(/[\\/]\*$/, ''));
    if (lstatSync(named, { throwIfNoEntry: false }) === undefined) throw new IntakeError(`${path}: there is no such file or folder`);
    // Of several, some may come from a pattern, and then a link among them is somebody else's.
    const whole = paths.length === 1 && existsSync(named) ? realpathSync(named) : named;
    if (!lstatSync(whole).isDirectory()) return [whole];
    const all = /[\\/]\*$/.test(path) || (paths.length === 1 && !holdsSteps(whole));
    const inside = all ? readdirSync(whole).filter((name) => !NOBODYS.has(name) && (!name.startsWith('.') || holdsSteps(join(whole, name)))) : [];
    // Names that are no UTF-8 lead nowhere as texts: such a folder is taken apart as bytes.
    if (inside.some((name) => name.includes('\ufffd'))) return [whole];
    return inside.length > 0 ? inside.map((name) => join(whole, name)) : [whole];
  });
  return [...new Set(found)].sort();
}

function holdsSteps(folder: string): boolean {
  const namesIn = (inside: string): string[] => (statSync(inside, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(inside) : []);
  return [...namesIn(folder), ...namesIn(join(folder, 'steps'))].some((name) => stepFileOf(`${name}/x.ts`) !== undefined);
}
