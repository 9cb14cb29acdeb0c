import { Cluster } from '../../cluster/cluster.ts';
import { tellDropping } from '../../cluster/dropping.ts';
import { invitation } from '../../cluster/invitation.ts';
import { showLive } from '../../cluster/live.ts';
import type { Others } from '../../cluster/look.ts';
import { playScript } from '../../cluster/play-script.ts';
import { Reporter, tellRound, type RoundReport } from '../../cluster/report.ts';
import { Told } from '../../cluster/told.ts';
import { codeFlag } from '../../course/code-folder.ts';
import type { TraceListener } from '../../host/trace.ts';
import { KNOB_DEFAULTS, nodeKnobs } from '../../sim/knobs.ts';
import { defineScenario } from '../../sim/scenario.ts';
import { displayOf } from '../../terminal/display.ts';
import { printableName } from '../../terminal/printable.ts';
import type { Arguments, Command } from '../../terminal/usage.ts';
import { FilmMaker } from '../../view/film/film-maker.ts';
import { topicNamed } from '../../view/topics/topics.ts';
import { NODES, OPEN_PORT, ROUND, ROUNDS, settingsOf, type Settings } from '../cluster-settings.ts';

/** Who has not answered after so many milliseconds is in a loop. */
const LONGEST_ANSWER = 60_000;
/** Milliseconds for members to say that they leave. */
const LONGEST_GOODBYE = 2_000;
/** Where nobody answers for so many rounds, something is wrong. */
const LONGEST_JOIN = 8;

export const cluster: Command = {
  name: 'cluster',
  summary: 'Run your node of step 08 as processes of this machine that talk over UDP, alone or with those of other machines.',
  usage: '[flags]',
  flags: {
    code: codeFlag,
    with: { type: 'string', value: 'FOLDER:N', help: 'so many of the members, the last ones, run the code of this folder: solutions:4' },
    nodes: { type: 'string', value: 'N', help: `how many members (default ${NODES})` },
    round: { type: 'string', value: 'MS', help: `how long a round takes (default ${ROUND}); the same on all machines` },
    rounds: { type: 'string', value: 'N', help: `without keys: how many rounds (default ${ROUNDS}); 0: until it is ended` },
    seed: { type: 'string', value: 'N', help: 'of the randomness of the members; the network has its own (default 1)' },
    open: { type: 'boolean', help: 'let members of other machines join, and show what to type there' },
    join: { type: 'string', multiple: true, value: 'HOST:PORT', help: 'join the cluster that has a member there; may be given several times; needs --secret' },
    secret: { type: 'string', value: 'WORDS', help: 'what members must know to be heard (default: made up anew)' },
    label: { type: 'string', value: 'NAME', help: 'two clusters with one secret do not hear each other' },
    host: { type: 'string', value: 'ADDRESS', help: 'where members listen (default 127.0.0.1; with --open or --join 0.0.0.0, which is everywhere)' },
    port: { type: 'string', value: 'N', help: `where member 0 listens (default: any that is free; with --open ${OPEN_PORT})` },
    first: { type: 'string', value: 'ID', help: 'the id of member 0 in the cluster (default 0; with --join drawn by chance, so that machines do not get in the way of each other)' },
    script: { type: 'string', value: 'DEEDS', help: 'play without keys: "kill 3@5; stop 4@8-12; start 3@15; leave 2@6; write 0=a@2; cut 0-3@5-10; loss 0.1@4-8"' },
    plain: { type: 'boolean', help: 'print one line a round, and never repaint' },
    json: { type: 'boolean', help: 'print a JSON object a round, and nothing else' },
  },
  examples: [
    'node rumor cluster',
    'node rumor cluster --nodes 8 --rounds 25 --script "kill 3@5; stop 4@8-12; write 0=a@2" --plain',
    'node rumor cluster --code steps --with solutions:4',
    'node rumor cluster --open',
    'node rumor cluster --join 192.168.1.5:7946 --secret k7f3-9qmx-2wtb',
  ],
  async run(args) {
    const settings = await settingsOf(args);
    const { round, capacity } = settings;
    const live = !args.on('json') && args.text('script') === undefined && displayOf({ plain: args.on('plain') }).animated && displayOf({ plain: false }).keys;
    const scenario = defineScenario({ nodes: capacity, writes: [{ round: 1, node: 0, key: 'rumor', value: 'a', version: 1 }] });
    const maker = new FilmMaker(scenario, topicNamed('beliefs'), 'Cluster');
    const told = new Told();
    const running = create(settings, maker.listen, told);
    process.on('exit', () => running.close());
    for (const [signal, code] of [['SIGTERM', 143], ['SIGHUP', 129], ['SIGINT', 130]] as const) process.on(signal, () => void end(running, settings, code).then(process.exit));
    await running.open();
    const invited = settings.open ? inviteTo(running, settings) : undefined;
    if (live) {
      await showLive({ cluster: running, maker, round, capacity, told, invitation: invited, onOthers: (others) => missOthers(others, running, settings, told) });
      process.exit(await end(running, settings, 0));
    }
    return playPlain(running, settings, args, told, invited);
  },
};

/** Prints a line a round. Answers with 0 if at its end the truth is known. */
async function playPlain(running: Cluster, settings: Settings, args: Arguments, told: Told, invited: string | undefined): Promise<number> {
  const { deeds, rounds, round } = settings;
  if (invited !== undefined) (args.on('json') ? process.stderr : process.stdout).write(`others join with: ${invited}\n`);
  const reporter = new Reporter(running);
  let last: RoundReport | undefined;
  await playScript(running, deeds, rounds, round, async (played) => {
    // Slow is not wrong: only at the end does it matter, and then all are waited for.
    last = await reporter.look(played, played.round === rounds ? LONGEST_ANSWER : 2 * round);
    process.stdout.write(`${args.on('json') ? JSON.stringify(last) : tellRound(last)}\n`);
    missOthers(last.others, running, settings, told);
  });
  const { errors = [] } = last ?? {};
  if (!args.on('json')) process.stdout.write(tellEnd(errors));
  return end(running, settings, errors.length === 0 ? 0 : 1);
}

function tellEnd(errors: readonly string[]): string {
  if (errors.length === 0) return 'end: every living member believes the truth, and knows every write.\n';
  return `end: the truth is not known:\n${errors.map((error) => `  ${printableName(error)}\n`).join('')}`;
}

/** Members that others know of say that they go, so that nobody has to suspect them. */
async function end(running: Cluster, { open, seeds }: Settings, code: number): Promise<number> {
  if (open || seeds.length > 0) await running.leave(LONGEST_GOODBYE);
  running.close();
  return code;
}

/** Says so where members of other machines should have been heard by now. */
function missOthers({ known }: Others, { round }: Cluster, { seeds }: Settings, told: Told): void {
  if (seeds.length === 0 || known > 0 || round < LONGEST_JOIN) return;
  told.sayOnce('nobody', `nobody at ${seeds.join(', ')} has answered yet. Is the address right, and the secret? node rumor doctor looks whether this machine lets datagrams through.`);
}

function inviteTo(running: Cluster, { secret, label }: Settings): string {
  return invitation(running.members[0]!.addresses[0] ?? '', secret, label);
}

function create({ program, codeOf, nodes, seed, round, host, port, first, secret, label, seeds }: Settings, listener: TraceListener, told: Told): Cluster {
  return new Cluster({
    program,
    codeOf,
    nodes,
    seed,
    round,
    host,
    port,
    first,
    secret,
    label,
    knobs: nodeKnobs({ ...KNOB_DEFAULTS, fanout: 2, k: 3 }),
    listener,
    onFailure: (id, sentence) => told.say(`member ${id}: ${sentence}`),
    onDropped: (id, dropping) => {
      const sentence = tellDropping(id, dropping);
      if (sentence !== undefined) told.sayOnce(dropping.why, sentence);
    },
    ...(seeds.length === 0 ? {} : { seeds }),
  });
}
