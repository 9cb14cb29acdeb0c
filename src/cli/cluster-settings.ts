import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundleInto } from '../cluster/bundle.ts';
import { makeSecret } from '../cluster/invitation.ts';
import { drawFirst } from '../cluster/numbering.ts';
import { readScript, type Deed } from '../cluster/script.ts';
import { codeFolder } from '../course/code-folder.ts';
import { ROOT } from '../course/root.ts';
import { fileOf, STEPS } from '../course/steps.ts';
import type { NodeId } from '../gossip/types.ts';
import { UsageError, type Arguments } from '../terminal/usage.ts';

export const NODES = 8;
const MOST_NODES = 200;
export const ROUND = 1_000;
export const ROUNDS = 25;
/** So many members more than at the start can be started by key. */
const SPARE = 24;
/** Where memberlist listens, too. */
export const OPEN_PORT = 7946;
/** Ids stay readable, and far from where envelopes end. */
const MOST_FIRST = 2 ** 40;
const PLACE = /^(\[[\da-fA-F:.%\w]+\]|[\w.-]{1,253}):(\d{1,5})$/;

/** What the flags of `cluster` come to. */
export interface Settings {
  readonly program: string;
  readonly codeOf: (id: NodeId) => string;
  readonly nodes: number;
  /** The members that there can be: those that run, and those that may be started. */
  readonly capacity: number;
  readonly round: number;
  /** Infinity: until it is ended. */
  readonly rounds: number;
  readonly deeds: readonly Deed[];
  readonly seed: number;
  /** Others may join, and are told how. */
  readonly open: boolean;
  readonly seeds: readonly string[];
  readonly secret: string;
  readonly label: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly first: NodeId;
}

export async function settingsOf(args: Arguments): Promise<Settings> {
  if (args.positionals.length > 0) throw new UsageError(`cluster takes no ${JSON.stringify(args.positionals[0])}; it always runs step 08`);
  const nodes = args.wholeNumber('nodes', 1, MOST_NODES) ?? NODES;
  const rounds = args.wholeNumber('rounds', 0, 100_000) ?? ROUNDS;
  const deeds = readScript(args.text('script') ?? '', rounds === 0 ? Infinity : rounds, nodes);
  const highest = Math.max(nodes - 1, ...deeds.map((deed) => ('id' in deed ? deed.id : 0)));
  const place = placeOf(args);
  const folder = join(ROOT, '.workshop', 'cluster');
  mkdirSync(folder, { recursive: true });
  return {
    ...place,
    nodes,
    rounds: rounds === 0 ? Infinity : rounds,
    deeds,
    capacity: Math.max(2, highest + 1, args.text('script') === undefined ? nodes + SPARE : 0),
    round: args.wholeNumber('round', 50, 60_000) ?? ROUND,
    seed: args.wholeNumber('seed', 0, 1e9) ?? 1,
    program: await bundleInto(folder, join(ROOT, 'src', 'cluster', 'member.ts')),
    codeOf: await codesOf(args, folder, nodes),
  };
}

/** Where the members are, and whose they are. */
function placeOf(args: Arguments): Pick<Settings, 'open' | 'seeds' | 'secret' | 'label' | 'host' | 'port' | 'first'> {
  const [open, seeds, secret] = [args.on('open'), args.texts('join'), args.text('secret')];
  const wrong = seeds.find((seed) => !isPlace(seed));
  if (wrong !== undefined) throw new UsageError(`--join ${wrong}; allowed: an address and a port, 192.168.1.5:${OPEN_PORT} or [::1]:${OPEN_PORT}`);
  if (seeds.length > 0 && secret === undefined) throw new UsageError('--join needs --secret: members that do not know it are not heard');
  if (secret === '') throw new UsageError('--secret is empty; allowed: what the others were started with');
  return {
    open,
    seeds,
    secret: secret ?? makeSecret(),
    label: args.text('label'),
    host: args.text('host') ?? (open || seeds.length > 0 ? '0.0.0.0' : '127.0.0.1'),
    port: args.wholeNumber('port', 0, 65_535) ?? (open ? OPEN_PORT : 0),
    first: args.wholeNumber('first', 0, MOST_FIRST) ?? (seeds.length > 0 ? drawFirst() : 0),
  };
}

function isPlace(text: string): boolean {
  const port = Number(PLACE.exec(text)?.[2] ?? 0);
  return port >= 1 && port <= 65_535;
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
