import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeId } from '../../gossip/types.ts';
import type { TraceListener } from '../../host/trace.ts';
import { bundleInto } from '../../cluster/bundle.ts';
import { Cluster } from '../../cluster/cluster.ts';
import { showLive } from '../../cluster/live.ts';
import { playScript } from '../../cluster/play-script.ts';
import { Reporter, tellRound, type RoundReport } from '../../cluster/report.ts';
import { readScript, type Deed } from '../../cluster/script.ts';
import { codeFlag, codeFolder } from '../../course/code-folder.ts';
import { ROOT } from '../../course/root.ts';
import { fileOf, STEPS } from '../../course/steps.ts';
import { KNOB_DEFAULTS, nodeKnobs } from '../../sim/knobs.ts';
import { defineScenario } from '../../sim/scenario.ts';
import { displayOf } from '../../terminal/display.ts';
import { UsageError, type Arguments, type Command } from '../../terminal/usage.ts';
import { FilmMaker } from '../../view/film/film-maker.ts';
import { topicNamed } from '../../view/topics/topics.ts';

const NODES = 8;
const MOST_NODES = 200;
const ROUND = 1_000;
const ROUNDS = 25;
/** Who has not answered after so many milliseconds is in a loop. */
const LONGEST_ANSWER = 60_000;
/** So many members more than at the start can be started by key. */
const SPARE = 24;

export const cluster: Command = {
  name: 'cluster',
  summary: 'Run your node of step 08 as processes of this machine that talk over UDP.',
  usage: '[flags]',
  flags: {
    code: codeFlag,
    with: { type: 'string', value: 'FOLDER:N', help: 'so many of the members, the last ones, run the code of this folder: solutions:4' },
    nodes: { type: 'string', value: 'N', help: `how many members (default ${NODES})` },
    round: { type: 'string', value: 'MS', help: `how long a round takes (default ${ROUND})` },
    rounds: { type: 'string', value: 'N', help: `without keys: how many rounds (default ${ROUNDS})` },
    seed: { type: 'string', value: 'N', help: 'of the randomness of the members; the network has its own (default 1)' },
    host: { type: 'string', value: 'ADDRESS', help: 'where members listen (default 127.0.0.1)' },
    join: { type: 'string', multiple: true, value: 'HOST:PORT', help: 'join the cluster that has a member there; give --secret too' },
    secret: { type: 'string', value: 'WORDS', help: 'what members must know to be heard (default: made up anew)' },
    label: { type: 'string', value: 'NAME', help: 'two clusters with one secret do not hear each other' },
    script: { type: 'string', value: 'DEEDS', help: 'play without keys: "kill 3@5; stop 4@8-12; start 3@15; leave 2@6; write 0=a@2; cut 0-3@5-10; loss 0.1@4-8"' },
    plain: { type: 'boolean', help: 'print one line a round, and never repaint' },
    json: { type: 'boolean', help: 'print a JSON object a round, and nothing else' },
  },
  examples: ['node rumor cluster', 'node rumor cluster --nodes 8 --rounds 25 --script "kill 3@5; stop 4@8-12; write 0=a@2" --plain', 'node rumor cluster --code steps --with solutions:4'],
  async run(args) {
    const settings = await settingsOf(args);
    const { deeds, rounds, round, capacity } = settings;
    const live = !args.on('json') && args.text('script') === undefined && displayOf({ plain: args.on('plain') }).animated && displayOf({ plain: false }).keys;
    const scenario = defineScenario({ nodes: capacity, writes: [{ round: 1, node: 0, key: 'rumor', value: 'a', version: 1 }] });
    const maker = new FilmMaker(scenario, topicNamed('beliefs'), 'Cluster');
    const running = open(settings, maker.listen, (sentence) => process.stderr.write(`${sentence}\n`));
    process.on('exit', () => running.close());
    for (const [signal, code] of [['SIGTERM', 143], ['SIGHUP', 129], ['SIGINT', 130]] as const) process.on(signal, () => process.exit(code));
    await running.open();
    if (live) {
      await showLive({ cluster: running, maker, round, capacity });
      process.exit(0);
    }
    const reporter = new Reporter(running);
    let last: RoundReport | undefined;
    await playScript(running, deeds, rounds, round, async (played) => {
      // Slow is not wrong: only at the end does it matter, and then all are waited for.
      last = await reporter.look(played, played.round === rounds ? LONGEST_ANSWER : 2 * round);
      process.stdout.write(`${args.on('json') ? JSON.stringify(last) : tellRound(last)}\n`);
    });
    const { errors = [] } = last ?? {};
    if (!args.on('json')) process.stdout.write(`end: ${errors.length === 0 ? 'every living member believes the truth, and knows every write.' : `the truth is not known:\n${errors.map((error) => `  ${error}`).join('\n')}`}\n`);
    running.close();
    return errors.length === 0 ? 0 : 1;
  },
};

interface Settings {
  readonly program: string;
  readonly codeOf: (id: NodeId) => string;
  readonly nodes: number;
  readonly capacity: number;
  readonly round: number;
  readonly rounds: number;
  readonly deeds: readonly Deed[];
  readonly seed: number;
  readonly args: Arguments;
}

async function settingsOf(args: Arguments): Promise<Settings> {
  if (args.positionals.length > 0) throw new UsageError(`cluster takes no ${JSON.stringify(args.positionals[0])}; it always runs step 08`);
  const nodes = args.wholeNumber('nodes', 1, MOST_NODES) ?? NODES;
  const rounds = args.wholeNumber('rounds', 1, 100_000) ?? ROUNDS;
  const deeds = readScript(args.text('script') ?? '', rounds, nodes);
  const highest = Math.max(nodes - 1, ...deeds.map((deed) => ('id' in deed ? deed.id : 0)));
  const folder = join(ROOT, '.workshop', 'cluster');
  mkdirSync(folder, { recursive: true });
  return {
    args,
    nodes,
    rounds,
    deeds,
    capacity: Math.max(2, highest + 1, args.text('script') === undefined ? nodes + SPARE : 0),
    round: args.wholeNumber('round', 50, 60_000) ?? ROUND,
    seed: args.wholeNumber('seed', 0, 1e9) ?? 1,
    program: await bundleInto(folder, join(ROOT, 'src', 'cluster', 'member.ts')),
    codeOf: await codesOf(args, folder, nodes),
  };
}

/** Which code each member runs. */
async function codesOf(args: Arguments, folder: string, nodes: number): Promise<(id: NodeId) => string> {
  const step = STEPS.at(-1)!;
  const bundled = (code: string): Promise<string> => bundleInto(folder, join(codeFolder(code, step), fileOf(step)));
  const own = await bundled(args.text('code') ?? 'steps');
  const mixed = args.text('with');
  if (mixed === undefined) return () => own;
  const [, named, count] = /^(.+):(\d+)$/.exec(mixed) ?? [];
  if (named === undefined || Number(count) > nodes) throw new UsageError(`--with ${mixed}; allowed: a folder and how many members run its code, at most ${nodes}: solutions:4`);
  const other = await bundled(named);
  return (id) => (id >= nodes - Number(count) && id < nodes ? other : own);
}

function open({ args, program, codeOf, nodes, seed, round }: Settings, listener: TraceListener, say: (sentence: string) => void): Cluster {
  const [secret, label, seeds] = [args.text('secret'), args.text('label'), args.texts('join')];
  if (seeds.length > 0 && secret === undefined) throw new UsageError('--join needs --secret: members that do not know it are not heard');
  return new Cluster({
    program,
    codeOf,
    nodes,
    seed,
    round,
    host: args.text('host') ?? '127.0.0.1',
    knobs: nodeKnobs({ ...KNOB_DEFAULTS, fanout: 2, k: 3 }),
    listener,
    onFailure: (id, sentence) => say(`member ${id}: ${sentence}`),
    ...(secret === undefined ? {} : { secret }),
    ...(label === undefined ? {} : { label }),
    ...(seeds.length === 0 ? {} : { seeds }),
  });
}
