import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { putStarters, temporaryFolder } from '../../support/code-folder.ts';
import { ROOT } from '../../support/cli.ts';

const COPIED = ['rumor.js', 'src', 'steps', 'solutions', 'package.json', 'tsconfig.json', 'LICENSE', 'README.md', 'CONTRIBUTING.md', 'WORKSHOP.md', 'FURTHER.md', 'AGENTS.md'];

/** The repository before anybody has worked in it, in a folder that is gone after the test, with one text in one file changed. */
export function treeWith(file: string, text: string, changed: string): string {
  const root = temporaryFolder();
  for (const name of COPIED.filter((each) => existsSync(join(ROOT, each)))) {
    cpSync(join(ROOT, name), join(root, name), { recursive: true });
  }
  putStarters(root);
  cpSync(join(ROOT, 'test'), join(root, 'test'), { recursive: true, filter: (path) => !/[\\/](workshop|slides)$/.test(path) });
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction');
  const before = readFileSync(join(root, file), 'utf8');
  if (!before.includes(text)) throw new Error(`${file} does not contain ${JSON.stringify(text)}; choose another place to break it`);
  writeFileSync(join(root, file), before.replace(text, changed));
  return root;
}
