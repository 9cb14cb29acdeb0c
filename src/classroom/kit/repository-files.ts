import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What lies at the top of the repository, for copies that git knows nothing of: an archive from a website, say. */
export const KNOWN = [
  ...['.ci', '.devcontainer', '.vscode', 'slides', 'solutions', 'src', 'steps', 'test'],
  ...['.gitattributes', '.gitignore', '.npmrc', 'AGENTS.md', 'CONTRIBUTING.md', 'FURTHER.md', 'LICENSE', 'README.md', 'WORKSHOP.md', 'package-lock.json', 'package.json', 'rumor.js', 'tsconfig.json', 'vitest.config.ts'],
];

/** What is made here, at any depth of the folders that are known. */
const MADE = new Set(['node_modules', '.git', '.workshop', 'dist']);

export interface RepositoryFiles {
  /** Paths from the top, with slashes, in the order of their names. */
  readonly files: readonly string[];
  /** What lies among them and is not part of the repository, as far as that is known. */
  readonly strangers: readonly string[];
}

/**
 * The files that make up the repository, and nothing else that lies in its folder: submissions of
 * learners and reports with their names do, on the machine of whoever grades.
 */
export function repositoryFiles(root: string): RepositoryFiles {
  const tracked = existsSync(join(root, '.git')) ? gitFiles(root, ['--cached']) : [];
  const isFile = (name: string): boolean => lstatSync(join(root, name), { throwIfNoEntry: false })?.isFile() === true;
  if (tracked.length > 0) return { files: tracked.filter(isFile).sort(), strangers: gitFiles(root, ['--others', '--exclude-standard', '--directory']) };
  const present = readdirSync(root);
  const files = KNOWN.filter((name) => present.includes(name)).flatMap((name) => [...filesBelow(root, name)]);
  return { files: files.sort(), strangers: present.filter((name) => !KNOWN.includes(name) && !MADE.has(name)) };
}

/** No names at all where git is missing, or finds no checkout. */
function gitFiles(root: string, which: readonly string[]): string[] {
  try {
    // Variables of a git that started us, for a hook say, would lead it to another repository.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
    return execFileSync('git', ['ls-files', '-z', ...which], { cwd: root, env, encoding: 'utf8', stdio: 'pipe', maxBuffer: 64 << 20 }).split('\0').filter((name) => name !== '');
  } catch {
    return [];
  }
}

function* filesBelow(root: string, name: string): Generator<string> {
  const kind = lstatSync(join(root, name));
  if (kind.isFile()) yield name;
  else if (kind.isDirectory()) for (const inside of readdirSync(join(root, name))) if (!MADE.has(inside)) yield* filesBelow(root, `${name}/${inside}`);
}
