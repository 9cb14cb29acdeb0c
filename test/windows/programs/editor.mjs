// What reaches an editor that is a batch file, as `code` is: prints its arguments, one a line.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { register } from 'tsx/esm/api';

register();
const { editorCall } = await import('../../../src/learner/editor/editor-call.ts');
const { runEditor } = await import('../../../src/learner/editor/run-editor.ts');

const folder = 'C:\\my editors & co';
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'print.mjs'), 'console.log(process.argv.slice(2).join("\\n"));\n');
writeFileSync(join(folder, 'ours.cmd'), `@"${process.execPath}" "%~dp0print.mjs" %*\r\n`);
process.env.PATH += `;${folder}`;
await runEditor(editorCall(process.argv[2], 12, { wanted: 'ours --first', env: process.env, platform: process.platform, exists: existsSync }));
