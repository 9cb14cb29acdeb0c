import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FAULT_FLAGS } from '../../../src/course/run/fault-flags.ts';
import { ROOT } from '../../../src/course/root.ts';
import { KNOB_NAMES, knobRow } from '../../../src/sim/knobs.ts';
import { DEFAULTS } from '../../../src/sim/scenario.ts';
import { TURNED_ON_SLIDES } from '../../../slides/element/knobs.ts';
import { readSettings, scenarioOf, type Attributes } from '../../../slides/model/settings.ts';

const picture = (attributes: Readonly<Record<string, string>>): Attributes => ({ getAttribute: (name) => attributes[name] ?? null });

test('without attributes, a picture is the usual run', () => {
  expect(scenarioOf(readSettings(picture({})))).toEqual(DEFAULTS);
});

test('every knob of a run is an attribute', () => {
  const written = { 'ping-timeout': '250', latency: '20-200', decay: 'blind-coin', budget: '16', 'suspicion-timeout': '2500', kill: '17@5 3@6', slow: '17@5:600', nodes: '20' };
  expect(scenarioOf(readSettings(picture(written)))).toEqual({
    ...DEFAULTS,
    pingTimeout: 250,
    latency: [20, 200],
    decay: 'blind-coin',
    budget: 16,
    suspicionTimeout: 2500,
    nodes: 20,
    faults: [
      { type: 'crash', node: 17, at: 5 },
      { type: 'crash', node: 3, at: 6 },
      { type: 'link', from: [17], to: 'all', latency: 600, at: 5 },
    ],
  });
});

test('an attribute that cannot be read is named', () => {
  expect(() => readSettings(picture({ fanout: 'two' }))).toThrow('<gossip-sim fanout="two">: allowed: a number');
  expect(() => readSettings(picture({ kill: '17' }))).toThrow('--kill 17: write it as NODE@ROUND');
});

test('the README of the deck lists every attribute, and what can be turned', () => {
  const table = readFileSync(join(ROOT, 'slides', 'README.md'), 'utf8').split('\n').filter((line) => line.startsWith('|'));
  const flags = [...KNOB_NAMES.map((name) => knobRow(name).flag), ...FAULT_FLAGS.map(({ name }) => name)];
  for (const flag of flags) expect(table.filter((line) => line.split('|')[1]!.includes(`\`${flag}\``)), flag).toHaveLength(1);
  expect(table.find((line) => line.startsWith('| `knobs`'))).toContain(`\`${TURNED_ON_SLIDES.join(' ')}\``);
});
