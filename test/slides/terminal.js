// Prints the traces of several runs, as `node rumor play … --json` prints one, and a line after each: it
// is starting a program that takes the time. No types: the slides' have a browser's globals, and these are Node's.
//
//     node --import tsx test/slides/terminal.js '[["4","--seed","7"]]' '---'
import { writeSync } from 'node:fs';
import { runPolitely } from '../../src/cli/cli.ts';

const [, , runs, end] = process.argv;

for (const flags of JSON.parse(runs)) {
  process.exitCode ||= await runPolitely(['play', ...flags, '--code', 'solutions', '--json']);
  writeSync(1, `${end}\n`);
}
