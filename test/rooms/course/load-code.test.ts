import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCode } from '../../../src/course/load-code.ts';
import { STEPS } from '../../../src/course/steps.ts';
import { doesNotLoad } from '../../../src/verdict/explain.ts';
import { temporaryFolder } from '../support/code-folder.ts';

const SENTENCE = 'is saved in UTF-16: choose UTF-8 as its encoding in your editor, and save it again';

test.each([
  ['little', [0xff, 0xfe, 0x61, 0]],
  ['big', [0xfe, 0xff, 0, 0x61]],
])('a file in UTF-16, the %s end first, is told how to be saved', async (_end, bytes) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, '01-peer-selection'));
  writeFileSync(join(folder, '01-peer-selection', 'select-peers.ts'), Buffer.from(bytes));
  await expect(loadCode(folder, STEPS[0]!)).rejects.toThrow(`select-peers.ts ${SENTENCE}`);
});

test('its tests say the same', () => {
  const error = { name: 'Error', message: 'Transform failed with 1 error:\n\n[PARSE_ERROR] File appears to be binary.\n' };
  expect(doesNotLoad(error, 'steps/01-peer-selection/select-peers.ts', true)).toEqual({ message: `steps/01-peer-selection/select-peers.ts ${SENTENCE}.` });
});
