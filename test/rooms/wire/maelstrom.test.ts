import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { loadCode } from '../../../src/course/load-code.ts';
import { STEPS } from '../../../src/course/steps.ts';
import { KNOB_DEFAULTS, nodeKnobs } from '../../../src/sim/knobs.ts';
import { serveMaelstrom } from '../../../src/wire/maelstrom.ts';
import { VirtualClock } from '../../../src/wire/memory.ts';
import { readEnvelopes, writeEnvelope, type Envelope } from '../../../src/wire/streams.ts';
import { ROOT } from '../support/cli.ts';

type Body = Envelope['body'];

/** A bench with programs of the solution of a step: it passes their messages on, and keeps the answers to its clients. */
async function bench(step: number, names: readonly string[]) {
  const createNode = await loadCode(join(ROOT, 'solutions'), STEPS[step - 1]!);
  const clock = new VirtualClock();
  const inputs = new Map<string, PassThrough>();
  const answers: Envelope[] = [];
  for (const name of names) {
    const [input, output] = [new PassThrough(), new PassThrough()];
    inputs.set(name, input);
    serveMaelstrom({ createNode, knobs: nodeKnobs({ ...KNOB_DEFAULTS, fanout: 2, k: 3 }), seed: 1, round: 200, clock, input, output });
    readEnvelopes(output, (envelope) => {
      const to = inputs.get(envelope.dest);
      if (to === undefined) answers.push(envelope);
      else writeEnvelope(to, envelope);
    });
  }
  // Streams hand over what was written when the loop of events comes round.
  const settle = (): Promise<void> => new Promise((done) => setImmediate(() => setImmediate(done)));
  let id = 0;
  const ask = async (dest: string, body: Body): Promise<Body | undefined> => {
    const msg_id = ++id;
    writeEnvelope(inputs.get(dest)!, { src: 'c1', dest, body: { ...body, msg_id } });
    await settle();
    return answers.find((answer) => answer.body['in_reply_to'] === msg_id)?.body;
  };
  const pass = async (milliseconds: number): Promise<void> => {
    for (let passed = 0; passed < milliseconds; passed += 20) {
      clock.pass(20);
      await settle();
    }
  };
  const write = async (dest: string, line: string): Promise<void> => {
    inputs.get(dest)!.write(line);
    await settle();
  };
  return { ask, pass, write, answers };
}

const FIVE = ['n0', 'n1', 'n2', 'n3', 'n4'];

test.each([4, 7].filter((step) => step <= STEPS.length))('five programs of step %i pass on what clients broadcast, and each reads all of it', async (step) => {
  const { ask, pass, answers } = await bench(step, FIVE);
  for (const name of FIVE) expect(await ask(name, { type: 'init', node_id: name, node_ids: FIVE })).toEqual({ type: 'init_ok', in_reply_to: expect.any(Number) });
  expect(await ask('n0', { type: 'topology', topology: { n0: ['n1'] } })).toMatchObject({ type: 'topology_ok' });
  for (const [i, name] of FIVE.entries()) expect(await ask(name, { type: 'broadcast', message: 1_000 + i })).toMatchObject({ type: 'broadcast_ok' });
  expect(await ask('n0', { type: 'read' })).toMatchObject({ type: 'read_ok', messages: [1_000] });
  await pass(4_000);
  for (const name of FIVE) {
    const body = await ask(name, { type: 'read' });
    expect((body!['messages'] as number[]).toSorted()).toEqual([1_000, 1_001, 1_002, 1_003, 1_004]);
  }
  expect(answers.every(({ dest }) => dest === 'c1')).toBe(true);
});

test('what makes no sense is answered with a code, and what is no message not at all', async () => {
  const { ask, write, answers } = await bench(4, ['n0']);
  expect(await ask('n0', { type: 'read' })).toMatchObject({ type: 'error', code: 11 });
  expect(await ask('n0', { type: 'init', node_id: 'n7', node_ids: ['n0'] })).toMatchObject({ type: 'error', code: 12 });
  expect(await ask('n0', { type: 'init', node_id: 'n0', node_ids: ['n0'] })).toMatchObject({ type: 'init_ok' });
  expect(await ask('n0', { type: 'broadcast' })).toMatchObject({ type: 'error', code: 12 });
  expect(await ask('n0', { type: 'cas' })).toMatchObject({ type: 'error', code: 10 });
  expect(await ask('n0', { type: '__proto__' })).toMatchObject({ type: 'error', code: 10 });
  const before = answers.length;
  await write('n0', 'no JSON\n{}\nnull\n{"src":"c1","dest":"n0","body":{"type":"read_ok","in_reply_to":3}}\n');
  expect(answers).toHaveLength(before);
});

test('a message that is broadcast twice is read once, whatever it is', async () => {
  const { ask } = await bench(4, ['n0']);
  await ask('n0', { type: 'init', node_id: 'n0', node_ids: ['n0'] });
  for (const message of [7, 7, '7', { a: 1 }, '__proto__']) await ask('n0', { type: 'broadcast', message });
  expect(await ask('n0', { type: 'read' })).toMatchObject({ messages: [7, '7', { a: 1 }, '__proto__'] });
});
