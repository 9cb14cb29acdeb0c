import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RoundReport } from '../../../src/cluster/report.ts';
import { ROOT } from '../support/cli.ts';

/*
 * Laptops in a room, on one machine: each is a network namespace with an interface of its own, and a
 * cable to an access point, which is a bridge in a namespace. No namespace has a name. Each lives as long
 * as the `cat` in it, and that ends with this process, whatever ends it: so nothing is ever left behind.
 */

/** Why this machine cannot do that; undefined where it can. */
export function whyNotHere(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces are a thing of Linux';
  const tried = spawnSync('unshare', ['--net', 'sh', '-c', 'ip link add veth0 type veth peer name veth1 && ip link add bridge0 type bridge && nsenter --version'], { encoding: 'utf8' });
  if (tried.error !== undefined) return 'there is no program unshare';
  return tried.status === 0 ? undefined : `no network namespaces (${tried.stderr.trim().split('\n')[0]}); run this as root, with iproute2 and util-linux`;
}

interface Namespace {
  readonly pid: number;
  end(): void;
}

async function openNamespace(): Promise<Namespace> {
  const holder = spawn('unshare', ['--net', 'sh', '-c', 'ip link set lo up && echo open && exec cat'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(holder.stdout!, 'data');
  return { pid: holder.pid!, end: () => holder.kill('SIGKILL') };
}

function ip({ pid }: Namespace, command: string): void {
  execFileSync('nsenter', ['-t', String(pid), '-n', 'ip', ...command.split(' ')]);
}

/** A cluster on one laptop. */
export interface Running {
  /** What its screen shows for others to type. */
  readonly invitation: Promise<string>;
  /** The next report that is as it should be; those before it pass. */
  until(is: (report: RoundReport) => boolean): Promise<RoundReport>;
  kill(): void;
}

export interface Room {
  /** Runs a command on a laptop: `node rumor cluster …` as somebody types it. */
  type(laptop: number, command: string): Running;
  /** Takes the cable of a laptop out, or the one between the access points. */
  unplug(cable: number | 'uplink'): void;
  plug(cable: number | 'uplink'): void;
  close(): void;
}

/** So many laptops, those with even numbers at one access point, the others at a second one. */
export async function openRoom(laptops: number): Promise<Room> {
  const points = [await openNamespace(), await openNamespace()] as const;
  for (const point of points) ip(point, 'link add bridge type bridge'), ip(point, 'link set bridge up');
  ip(points[0], `link add uplink type veth peer name uplink netns ${points[1].pid}`);
  for (const point of points) ip(point, 'link set uplink master bridge up');
  const places: Namespace[] = [];
  for (let i = 0; i < laptops; i++) {
    const [place, point] = [await openNamespace(), points[i % 2]!];
    ip(point, `link add laptop${i} type veth peer name eth0 netns ${place.pid}`);
    ip(point, `link set laptop${i} master bridge up`);
    ip(place, `addr add 10.77.0.${i + 1}/24 dev eth0`);
    ip(place, 'link set eth0 up');
    places.push(place);
  }
  const running: ChildProcess[] = [];
  const set = (cable: number | 'uplink', state: string): void => ip(points[cable === 'uplink' ? 0 : cable % 2]!, `link set ${cable === 'uplink' ? cable : `laptop${cable}`} ${state}`);
  return {
    type(laptop, command) {
      const [program, script, ...args] = command.split(' ');
      if (program !== 'node' || script !== 'rumor') throw new Error(`nobody types ${command}`);
      const parent = spawn('nsenter', ['-t', String(places[laptop]!.pid), '-n', process.execPath, join(ROOT, 'rumor.js'), ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
      running.push(parent);
      return watch(parent);
    },
    unplug: (cable) => set(cable, 'down'),
    plug: (cable) => set(cable, 'up'),
    close() {
      for (const parent of running) parent.kill('SIGKILL');
      for (const namespace of [...places, ...points]) namespace.end();
    },
  };
}

function watch(parent: ChildProcess): Running {
  const lines = createInterface({ input: parent.stdout! })[Symbol.asyncIterator]();
  let said = '';
  const invitation = new Promise<string>((done) => {
    parent.stderr!.on('data', (data: Buffer) => {
      said += data.toString();
      const [, command] = /others join with: (.*)\n/.exec(said) ?? [];
      if (command !== undefined) done(command);
    });
  });
  return {
    invitation,
    async until(is) {
      for (;;) {
        const { value, done } = await lines.next();
        if (done === true) throw new Error(`the cluster ended before it came to that: ${said}`);
        const report = JSON.parse(value) as RoundReport;
        if (is(report)) return report;
        // Nobody ends a member alone here.
        if (report.gone > 0) throw new Error(`a member ended by itself: ${report.errors.join('; ')}; ${said}`);
      }
    },
    kill: () => void parent.kill('SIGKILL'),
  };
}
