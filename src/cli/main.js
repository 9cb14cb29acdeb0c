// The program is TypeScript, which the oldest Node we support cannot run by itself, so tsx is put in place first.
import { register } from 'tsx/esm/api';

const RUN_TESTS = ['start', 'step', 'list', 'check', 'verify'];
const [command = 'start'] = process.argv.slice(2);
// tsx reads all that is loaded after it, and Vitest is so large that this would take a second.
if (RUN_TESTS.includes(command)) await import('vitest/node');
register();
const { main } = await import('./cli.ts');
await main(process.argv.slice(2));
