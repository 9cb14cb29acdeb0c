import { expect, test } from 'vitest';
import { missingExport } from '../../../src/verdict/exports.ts';

const TEST = `import { isNewer, merge, type Values } from '../steps/03-merge/merge.ts';
import { createNode } from '../steps/02-push/push.ts';
`;
const missing = (source: string): string | undefined => missingExport(TEST, '03-merge/merge.ts', source);

test.each([
  ['', 'isNewer'],
  ['const isNewer = 1; export const merge = 1;', 'isNewer'],
  ['export function isNewer() {}', 'merge'],
])('what the tests import, and %j does not export, is named', (source, name) => {
  expect(missing(source)).toBe(name);
});

test.each([
  'export const isNewer = 1;\nexport function merge() {}',
  'const a = 1, merge = 2;\nexport { a as isNewer, merge };',
  "export * from './mine.ts';",
  'export const { isNewer, merge } = make();',
])('nothing is missing in %j', (source) => {
  expect(missing(source)).toBeUndefined();
});
