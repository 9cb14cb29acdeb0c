// Which packages are there. Plain JavaScript, with imports from Node alone.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What the workshop imports and Node does not find. @param {string} root */
export function missingPackages(root) {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  // Where a package is, Node knows: with workspaces it is not in our folder.
  const folders = createRequire(join(root, 'package.json')).resolve.paths('x') ?? [];
  return Object.keys(devDependencies).filter((name) => !folders.some((folder) => existsSync(join(folder, name, 'package.json'))));
}

/** The folders that an install makes on this machine, from the root. @param {string} root */
export function packageFolders(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const fits = (allowed, ours) => allowed === undefined || allowed.includes(ours);
  return Object.entries(packages)
    .filter(([path, { os, cpu }]) => path !== '' && fits(os, process.platform) && fits(cpu, process.arch))
    .map(([path]) => path);
}

/** One sentence about an error that means: the packages are not all there, or are those of another system. */
export function tellWhatIsMissing(error) {
  const text = String(error?.message ?? error);
  const name = error?.code === 'ERR_MODULE_NOT_FOUND' ? /Cannot find package '([^']+)'/.exec(text)?.[1] : undefined;
  if (name !== undefined) return `The package ${name} is missing: run npm ci, and then this again.`;
  if (!/another platform|native binding|could not be found, and is needed by esbuild/.test(text)) return undefined;
  return 'The packages here are those of another system, or a part of them was left out: run npm ci --include=optional, and then this again.';
}
