import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readEnvelopes, writeEnvelope, type Envelope } from '../../../src/wire/streams.ts';
import { ROOT } from '../support/cli.ts';

const NAMES = ['n0', 'n1', 'n2', 'n3', 'n4'];

test('five processes on standard streams: what one client broadcasts, every node reads', async () => {
  const children = new Map(
    NAMES.map((name) => {
      const child = spawn(process.execPath, [join(ROOT, 'rumor.js'), 'maelstrom', '--step', '4', '--code', 'solutions', '--round', '50'], { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] });
      onTestFinished(() => void child.kill('SIGKILL'));
      return [name, child] as const;
    }),
  );
  const waiting = new Map<unknown, (body: Envelope['body']) => void>();
  for (const child of children.values()) {
    readEnvelopes(
      child.stdout,
      (envelope) => {
        const to = children.get(envelope.dest);
        if (to !== undefined) writeEnvelope(to.stdin, envelope);
        else waiting.get(envelope.body['in_reply_to'])?.(envelope.body);
      },
      (line) => expect.fail(`something else on standard output: ${line}`),
    );
  }
  let id = 0;
  const ask = (dest: string, body: Envelope['body']): Promise<Envelope['body']> => {
    const msg_id = ++id;
    writeEnvelope(children.get(dest)!.stdin, { src: 'c1', dest, body: { ...body, msg_id } });
    return new Promise((answer) => waiting.set(msg_id, answer));
  };
  await Promise.all(NAMES.map((name) => ask(name, { type: 'init', node_id: name, node_ids: NAMES })));
  await Promise.all([1, 2, 3].map((message) => ask(NAMES[message]!, { type: 'broadcast', message })));
  // Each node is asked until it knows all: how long that takes is up to the machine.
  for (const name of NAMES) {
    let read: number[] = [];
    while (read.length < 3) {
      await new Promise((later) => setTimeout(later, 50));
      read = (await ask(name, { type: 'read' }))['messages'] as number[];
    }
    expect(read.toSorted()).toEqual([1, 2, 3]);
  }
});
