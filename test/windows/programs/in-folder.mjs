// Runs Node in a folder that is written as somebody typed it: node in-folder.mjs 'c:\ws' arguments …
import { spawnSync } from 'node:child_process';

const [folder, ...args] = process.argv.slice(2);
process.exitCode = spawnSync(process.execPath, args, { cwd: folder, stdio: 'inherit' }).status;
