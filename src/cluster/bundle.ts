import { createHash } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildFailure, type BuildOptions } from 'esbuild';
import { Refusal } from '../host/refusal.ts';

/** Code that cannot be read. */
class CodeError extends Refusal {
  override readonly name = 'CodeError';
}

/** Older bundles than these are removed: nobody starts a member of them any more. */
const KEPT = 40;

/**
 * Puts a module and all that it imports into one file of JavaScript in `folder`, and answers with its
 * path. A hundred processes that each translate the same files would keep a machine busy for a minute.
 * Throws a {@link Refusal} that names the line which cannot be read.
 *
 * The file is named after what is in it, and appears whole: several clusters may begin in one checkout,
 * and the members of one must not read what another is writing.
 */
export async function bundleInto(folder: string, entry: string): Promise<string> {
  const text = await bundled(entry);
  const file = join(folder, `${createHash('sha256').update(text).digest('hex').slice(0, 16)}.mjs`);
  if (existsSync(file)) return file;
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, text);
  try {
    renameSync(draft, file);
  } catch (error) {
    // Where somebody else was first, Windows may refuse. It is the same file.
    rmSync(draft, { force: true });
    if (!existsSync(file)) throw error;
  }
  removeOld(folder);
  return file;
}

async function bundled(entry: string): Promise<string> {
  const options = { entryPoints: [entry], write: false, bundle: true, format: 'esm', platform: 'node', target: 'node20', sourcemap: 'inline', logLevel: 'silent' } as const satisfies BuildOptions;
  try {
    return (await build(options)).outputFiles[0]!.text;
  } catch (error) {
    const [first] = (error as Partial<BuildFailure>).errors ?? [];
    const where = first?.location === null || first?.location === undefined ? entry : `${first.location.file}:${first.location.line}`;
    throw new CodeError(`${where}: ${first?.text ?? String(error)}`);
  }
}

function removeOld(folder: string): void {
  const written = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const files = readdirSync(folder).map((name) => join(folder, name));
  for (const file of files.sort((a, b) => written(b) - written(a)).slice(KEPT)) rmSync(file, { force: true });
}
