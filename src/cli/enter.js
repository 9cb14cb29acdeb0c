// All that is loaded after this file is loaded under its true name, whatever the folder is called in the
// shell: `cd c:\ws`, with a small letter, is one of two names for the same folder.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { truePath } from '../course/true-path.js';

/** @param {readonly string[]} argv */
export async function enter(argv) {
  const folder = truePath(process.cwd());
  if (folder !== process.cwd()) process.chdir(folder);
  const { launch } = await import(new URL('launch.js', pathToFileURL(truePath(fileURLToPath(import.meta.url)))).href);
  await launch(argv);
}
