import { describe, expect, it, vi } from 'vitest';
import type { Scenario } from '../../../src/sim/scenario.ts';
import { lossIn } from '../../../src/sim/changes.ts';
import { playFilm } from '../../../src/view/player.ts';
import { FakeWorld, ScreenModel } from './fakes.ts';
import { filmOf, replay } from './films.ts';

// A busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 60_000 });

const film = filmOf('push');
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Keys as a terminal sends them, and what is on the screen after each. */
async function drive(world: FakeWorld, ...keys: string[]): Promise<string[]> {
  for (const key of keys) {
    world.stdin.write(key);
    await settled();
    await settled();
  }
  const model = new ScreenModel(80, 24);
  model.write(world.stdout.text);
  return model.rows();
}

describe('without keys', () => {
  it('a film plays once on a terminal, and its last frame stays', async () => {
    const world = new FakeWorld();
    const playing = playFilm(film, world.io);
    let steps = 0;
    for (; world.waiting.length > 0; steps++) {
      expect(world.pass()).toBeLessThanOrEqual(500);
      await settled();
    }
    expect(await playing).toMatchObject({ film, round: 10, interrupted: false });
    expect(steps).toBe(11);
    expect(world.said).toHaveLength(1);
    expect(world.stdout.text).toMatch(/round 10\/10[^]*\n$/);
  });

  it('a long film takes no longer than a short one', async () => {
    const long = filmOf('push', { rounds: 100 });
    const world = new FakeWorld();
    void playFilm(long, world.io);
    let total = 0;
    while (world.waiting.length > 0) {
      total += world.pass();
      await settled();
    }
    expect(total).toBeCloseTo(5000);
  });

  it.each([
    ['a pipe', { tty: false, env: {}, plain: false }],
    ['ACCESSIBLE=1', { tty: true, env: { ACCESSIBLE: '1' }, plain: false }],
    ['--plain', { tty: true, env: {}, plain: true }],
  ])('%s gets lines without a single escape code, even if keys were wanted', async (_, { tty, env, plain }) => {
    const world = new FakeWorld();
    world.stdout.isTTY = tty;
    world.env = env;
    await playFilm(film, world.io, { plain, keys: true });
    expect(world.stdout.text).not.toContain('\x1b');
    const lines = world.stdout.text.trimEnd().split('\n');
    expect(lines.filter((each) => each.startsWith('round '))).toHaveLength(10);
    // A terminal would break them in the middle of a word, a pipe leaves them whole.
    expect(lines.some((each) => each.length > 80)).toBe(!tty);
  });
});

describe('with keys', () => {
  it('plays as fast as it says', async () => {
    const world = new FakeWorld();
    const playing = playFilm(film, world.io, { keys: true });
    expect(world.pass()).toBe(1000);
    expect((await drive(world, '+'))[0]).toMatch(/round {2}1\/10 {2}PLAYING {2}2 rounds\/s$/);
    expect(world.pass()).toBe(500);
    expect((await drive(world, ' '))[0]).toMatch(/round {2}2\/10 {2}PAUSED/);
    expect(world.waiting).toEqual([]);
    await drive(world, 'q');
    expect(await playing).toMatchObject({ film, round: 2, interrupted: false });
  });

  it('opens paused at a round, with a node marked', async () => {
    const world = new FakeWorld();
    void playFilm(film, world.io, { keys: true, round: 3, mark: 17 });
    const rows = await drive(world);
    expect(rows[0]).toContain('round  3/10  PAUSED');
    expect(rows.join('\n')).toContain('[17#]');
    expect(rows.join('\n')).toContain('node 17: infective, heard by way of 0 > 27 > 17 in rounds 1, 1, 2');
    await drive(world, 'q');
  });

  it('kills a node, and plays the same code in the changed world', async () => {
    const world = new FakeWorld();
    const asked: Scenario[] = [];
    const rerun = async (scenario: Scenario) => {
      asked.push(scenario);
      return replay('push', scenario);
    };
    void playFilm(film, world.io, { keys: true, round: 3, rerun });
    const rows = await drive(world, '1', '7', 'k', '\x1b[C');
    expect(asked.map((scenario) => scenario.faults)).toEqual([[{ type: 'crash', node: 17, at: 4 }]]);
    expect(rows[0]).toContain('round  4/14');
    expect(rows.join('\n')).toContain('[17x]');
    await drive(world, 'q');
  });

  it('records one change at a time, and leaves none out', async () => {
    const world = new FakeWorld();
    const asked: Scenario[] = [];
    let grant = (): void => {};
    const rerun = async (scenario: Scenario) => {
      asked.push(scenario);
      await new Promise<void>((resolve) => (grant = resolve));
      return replay('push', scenario);
    };
    void playFilm(film, world.io, { keys: true, round: 3, rerun });
    expect((await drive(world, 'L', 'L', 'L'))[0]).toContain('RECORDING');
    expect(asked.map((scenario) => lossIn(scenario, 4))).toEqual([0.05]);
    grant();
    await settled();
    await settled();
    expect(asked.map((scenario) => lossIn(scenario, 4))).toEqual([0.05, 0.2]);
    grant();
    await settled();
    await settled();
    expect((await drive(world)).join('\n')).toContain('loss is 20% from round 4 on');
    await drive(world, 'q');
  });

  it('says why a changed world could not be played, and goes on', async () => {
    const world = new FakeWorld();
    void playFilm(film, world.io, { keys: true, round: 3, rerun: () => Promise.reject(new Error('a loop in it never ends')) });
    expect((await drive(world, 'c')).join('\n')).toContain('a loop in it never ends');
    expect((await drive(world, '\x1b[C'))[0]).toContain('round  4/10');
    await drive(world, 'q');
  });

  it.each([['q'], ['\x03']])('%j leaves the terminal as it was found', async (key) => {
    const world = new FakeWorld();
    const playing = playFilm(film, world.io, { keys: true });
    expect(world.stdin.isRaw).toBe(true);
    await drive(world, key);
    await playing;
    expect(world.stdin.isRaw).toBe(false);
    expect(world.stdin.isPaused()).toBe(true);
    expect(world.stdin.listenerCount('keypress')).toBe(0);
    expect(world.host.eventNames()).toEqual([]);
    expect(world.waiting).toEqual([]);
    expect(world.said).toHaveLength(1);
  });

  it('leaves the terminal as it was found when the process is stopped', async () => {
    const world = new FakeWorld();
    void playFilm(film, world.io, { keys: true });
    world.host.emit('SIGTERM');
    expect(world.stdin.isRaw).toBe(false);
    expect(world.waiting).toEqual([]);
    expect(world.said).toHaveLength(1);
    expect(world.host.killed).toEqual(['SIGTERM']);
  });

  it('ends when the terminal goes away', async () => {
    const world = new FakeWorld();
    const playing = playFilm(film, world.io, { keys: true });
    world.stdin.end();
    expect((await playing).round).toBe(0);
  });
});
