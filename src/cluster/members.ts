import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { NodeId } from '../gossip/types.ts';
import type { Birth, Mind, Order, Said } from './words.ts';

/** A member as its parent sees it. */
export interface Member {
  /** Its number among the members of this machine. */
  readonly id: NodeId;
  readonly life: number;
  /** Where it can be reached; nowhere until it has said so. */
  addresses: readonly string[];
  /** `up`, also while it is stopped: a process that stands still is not dead. `gone`: it has left, was killed, or failed. */
  state: 'starting' | 'up' | 'stopped' | 'gone';
  order(order: Order): void;
  readonly pid: number | undefined;
  /** What it knows and believes; undefined when it has not answered after so many milliseconds, or never will. */
  mind(patience: number): Promise<Mind | undefined>;
  kill(): void;
  /** SIGSTOP and SIGCONT, where the system has them. */
  stop(): void;
  go(): void;
  readonly ended: Promise<void>;
}

export interface MemberEvents {
  said(member: Member, said: Said): void;
  /** It ended, and nobody had asked for it. */
  failed(member: Member, sentence: string): void;
}

/** Starts members, and sees to it that none of them outlives this process. */
export class Nursery {
  readonly #reaper: ChildProcess;
  readonly #events: MemberEvents;
  readonly #program: string;
  readonly #children = new Set<ChildProcess>();
  #closed = false;

  /** `program` is `member.ts`, ready to be run. */
  constructor(program: string, events: MemberEvents) {
    this.#program = program;
    this.#events = events;
    this.#reaper = fork(join(import.meta.dirname, 'reaper.js'), { stdio: 'ignore', execArgv: [], detached: true });
    this.#reaper.on('error', () => {});
  }

  bear(id: NodeId, birth: Birth): Member {
    const child = fork(this.#program, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], serialization: 'advanced', execArgv: ['--enable-source-maps'] });
    this.#children.add(child);
    if (child.pid !== undefined) this.#reaper.send({ born: child.pid });
    let expected = false;
    let sentence: string | undefined;
    let printed = '';
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (data: Buffer) => (printed = (printed + data.toString()).slice(-2_000)));
    const asked: ((mind: Mind | undefined) => void)[] = [];
    const end = (): void => {
      expected = true;
      child.kill('SIGKILL');
    };
    const member: Member = {
      id,
      pid: child.pid,
      life: birth.life,
      addresses: [],
      state: 'starting',
      order: (order) => void (child.connected && child.send(order, () => {})),
      mind: (patience) =>
        new Promise((done) => {
          if (!child.connected || member.state !== 'up') return done(undefined);
          const timer = setTimeout(() => done(undefined), patience);
          // An answer that comes too late still belongs to this question.
          asked.push((mind) => {
            clearTimeout(timer);
            done(mind);
          });
          member.order({ do: 'tell' });
        }),
      kill: end,
      stop: () => {
        if (child.kill('SIGSTOP')) member.state = 'stopped';
      },
      go: () => {
        if (child.kill('SIGCONT') && member.state === 'stopped') member.state = 'up';
      },
      ended: new Promise((done) =>
        child.once('close', (code, signal) => {
          this.#children.delete(child);
          if (child.pid !== undefined && this.#reaper.connected) this.#reaper.send({ gone: child.pid });
          member.state = 'gone';
          for (const answer of asked.splice(0)) answer(undefined);
          const tail = printed.trim().split('\n').at(-1) ?? '';
          if (!expected && !this.#closed) this.#events.failed(member, sentence ?? `its process ended (${signal ?? `exit code ${code}`})${tail === '' ? '' : `: ${tail}`}`);
          done();
        }),
      ),
    };
    child.on('message', (said: Said) => {
      if (said.type === 'mind') return asked.shift()?.(said.mind);
      if (said.type === 'fault') sentence = said.sentence;
      if (said.type === 'left') expected = true;
      if (said.type === 'open') {
        member.addresses = said.addresses;
        member.state = 'up';
      }
      this.#events.said(member, said);
    });
    member.order({ do: 'live', birth });
    return member;
  }

  /** Ends all members at once. */
  close(): void {
    this.#closed = true;
    for (const child of this.#children) child.kill('SIGKILL');
    if (this.#reaper.connected) this.#reaper.disconnect();
  }
}
