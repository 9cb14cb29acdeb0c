import { expect, test } from 'vitest';
import { MOST_NODES } from '../../../../src/sim/knobs.ts';
import type { MeasuredGroup } from '../../../../src/authoring/bench/measure.ts';
import { HEADER, LEGEND, renderRow } from '../../../../src/authoring/bench/table.ts';
import { rumorHere } from '../../support/cli.ts';

const ROW: MeasuredGroup = {
  step: 4,
  nodes: 1_000_000,
  contacts: 3_304_000,
  milliseconds: 15_480,
  perSecond: 213_437.2,
  yardstickPerSecond: 33_296_200,
  factor: 156,
  bytesPerNode: 712.4,
  peakBytes: 1230 * 2 ** 20,
};

test('a result is a line whose cells stand below the names of their columns', () => {
  const line = renderRow(ROW);
  expect(line).toMatch(/^04 .*\S +1,000,000 +3,304,000 +15\.48 s +213,437 +33,296,200 +156\.0x +712 +1,230 MB$/);
  expect(line).toHaveLength(HEADER.length);
  expect(renderRow({ ...ROW, step: 2, nodes: 1000, milliseconds: 1.25 })).toMatch(/^02 .* 1,000 .* 1\.3 ms /);
  for (const column of ['contacts/s', 'bare loop', 'factor', 'bytes/node', 'peak']) {
    expect(HEADER).toContain(column);
    expect(LEGEND).toContain(column);
  }
});

test.each([
  [['bench', 'network'], 'bench network; allowed: sim, frames, loop, wire, or nothing for all'],
  [['bench', 'sim', '--nodes', '1'], `--nodes 1; allowed: a whole number from 2 to ${MOST_NODES}`],
  [['bench', 'sim', '--nodes', '1e5'], `--nodes 1e5; allowed: a whole number from 2 to ${MOST_NODES}`],
  [['bench', 'sim', '--nodes', String(MOST_NODES + 1)], `--nodes ${MOST_NODES + 1}; allowed: a whole number from 2 to ${MOST_NODES}`],
  [['bench', '--code', 'elsewhere'], '--code elsewhere: there is no such folder'],
])('rumor %j is answered with one sentence', async (args, sentence) => {
  const { code, stdout, stderr } = await rumorHere(args);
  expect({ code, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({ code: 2, stdout: '', lines: 1 });
  expect(stderr).toContain(sentence);
});
