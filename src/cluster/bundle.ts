import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build, type BuildFailure, type BuildOptions } from 'esbuild';
import { Refusal } from '../host/refusal.ts';

/** Code that cannot be read. */
class CodeError extends Refusal {
  override readonly name = 'CodeError';
}

/**
 * Puts a module and all that it imports into one file of JavaScript in `folder`, and answers with its
 * path. A hundred processes that each translate the same files would keep a machine busy for a minute.
 * Throws a {@link Refusal} that names the line which cannot be read.
 */
export async function bundleInto(folder: string, entry: string): Promise<string> {
  const outfile = join(folder, `${createHash('sha256').update(entry).digest('hex').slice(0, 12)}.mjs`);
  const options: BuildOptions = { entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20', sourcemap: 'inline', logLevel: 'silent' };
  try {
    await build(options);
  } catch (error) {
    const [first] = (error as Partial<BuildFailure>).errors ?? [];
    const where = first?.location === null || first?.location === undefined ? entry : `${first.location.file}:${first.location.line}`;
    throw new CodeError(`${where}: ${first?.text ?? String(error)}`);
  }
  return outfile;
}
