import { expect, test } from 'vitest';
import { textOf } from '../../../src/terminal/line.ts';
import { tellPrinted } from '../../../src/terminal/printed.ts';

const NODES_OWN = [
  'Warning: Ignoring extra certs from `/nowhere`, load failed: error:80000002:system library::No such file or directory',
  'Debugger listening on ws://127.0.0.1:46811/723806db-31a0-4cb3-a9d1-28516ae8f494',
  'For help, see: https://nodejs.org/en/docs/inspector',
  'Debugger attached.',
  'Waiting for the debugger to disconnect...',
  '(node:4711) [DEP0190] DeprecationWarning: Passing args to a child process with shell option true',
  '(node:4711) ExperimentalWarning: Type Stripping is an experimental feature',
  '(Use `node --trace-warnings ...` to show where the warning was created)',
];

const told = (lines: readonly string[]): string[] => tellPrinted(`${lines.join('\n')}\n`).map(textOf);

test('what Node says by itself is not what the code printed', () => {
  expect(told(NODES_OWN)).toEqual([]);
  expect(told([...NODES_OWN, 'Warning: of mine', ...NODES_OWN, '(node: 3)'])).toEqual(['  your code printed:', '  | Warning: of mine', '  | (node: 3)']);
});
