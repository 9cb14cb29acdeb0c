// What a child does first for which somebody waits already: it loads Vitest, and only then tsx, which
// reads all that is loaded after it.
import { pathToFileURL } from 'node:url';

await import(pathToFileURL(process.argv[1]).href);
const { register } = await import('tsx/esm/api');
register();
