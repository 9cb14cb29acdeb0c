import { expect, test, vi } from 'vitest';
import { compileModule } from '../../../src/grade/compile.ts';
import { explain } from '../../../src/grade/explain.ts';

const NAMES = ['01-peer-selection/select-peers.ts', '02-push/push.ts'];

test('an error that names many places costs one look into each file, and the first place there is counts', async () => {
  const modules = new Map(await Promise.all(NAMES.map(async (name) => [name, await compileModule(name, "\n\nexport const fail = (): never => { throw new Error('x'); };\n")] as const)));
  const line = modules.get(NAMES[1]!)!.code.split('\n').findIndex((each) => each.includes('new Error')) + 1;
  const nowhere = Array.from({ length: 12 }, (_, i) => `steps/${NAMES[i % 2]}:0:0`);
  const parse = vi.spyOn(JSON, 'parse');
  const tests = Array.from({ length: 20 }, (_, i) => ({ title: `${i}`, passed: false, thrown: { name: 'Error', message: 'x', frames: [...nowhere, `steps/${NAMES[1]}:${i % 2 === 0 ? line : 0}:9`] } }));
  const { tests: told } = explain({ tests, printed: '' }, modules);
  expect(parse).toHaveBeenCalledTimes(2);
  parse.mockRestore();
  expect(told.map(({ place }) => place)).toEqual(tests.map((_, i) => (i % 2 === 0 ? `${NAMES[1]}:3` : undefined)));
});
