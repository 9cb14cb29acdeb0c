/** The files that a stranger's import may mean: a realm looks for them, and so does whoever must know what a step stands on. */

/** From the top of a repository: `steps/02-push/push.ts`, or a path that leads nowhere. */
export function pathOfImport(importer: string, path: string): string {
  return path.startsWith('.') ? normalised(`steps/${importer}/../${path}`) : '';
}

/** The files that Vite, and with it the loop, takes an import for: an extension may be missing, or be the one after compiling. */
export function filesMeantBy(name: string): string[] {
  return [name, `${name}.ts`, ...(name.endsWith('.js') ? [`${name.slice(0, -3)}.ts`] : []), `${name}/index.ts`];
}

function normalised(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
