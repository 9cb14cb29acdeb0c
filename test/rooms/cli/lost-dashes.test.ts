import { expect, onTestFinished, test, vi } from 'vitest';
import { COMMANDS } from '../../../src/cli/cli.ts';
import { refuseLostFlags } from '../../../src/cli/lost-dashes.ts';
import { rumorHere } from '../support/cli.ts';

/** What npm 10.8 leaves of a command line without its dashes: these words, and these settings. */
async function refusal(name: string, argv: readonly string[], kept: Record<string, string>, script = name): Promise<string | undefined> {
  const command = await COMMANDS[name]!();
  const env = Object.fromEntries(Object.entries(kept).map(([key, value]) => [`npm_config_${key}`, value]));
  try {
    refuseLostFlags(command, argv, { npm_lifecycle_event: script, ...env });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

test.each([
  ['undo --list', 'undo', [], { list: 'true' }, 'npm kept --list for itself, so undo was not run; write it without npm: node rumor undo --list'],
  ['play 4 --kill 17@5 --plain', 'play', ['4', '17@5'], { kill: 'true', plain: 'true' }, 'node rumor play … --kill NODE@ROUND --plain'],
  ['play 4 --seed=7 --plain', 'play', ['4'], { seed: '7', plain: 'true' }, 'node rumor play 4 --seed 7 --plain'],
  ['play 4 --kill=17@5 --kill=18@6', 'play', ['4'], { kill: '17@5\n\n18@6' }, 'node rumor play 4 --kill 17@5 --kill 18@6'],
  ['play 4 --ping-timeout=200', 'play', ['4'], { ping_timeout: '200' }, 'node rumor play 4 --ping-timeout 200'],
  ['check --json, which npm knows too', 'check', [], { json: 'true' }, 'node rumor check --json'],
  ['start --no-open', 'start', [], { open: '' }, 'node rumor start --no-open'],
  ['verify --update, a beginning of update-notifier', 'verify', [], { update_notifier: 'true' }, 'node rumor verify --update'],
])('npm run %s is refused, with the form that works', async (_typed, name, argv, kept, sentence) => {
  const message = await refusal(name, argv, kept);
  expect(message).toContain(sentence);
  expect(message).not.toContain('\n');
});

test('what npm was not asked for in this command, it has from somewhere else', async () => {
  expect(await refusal('undo', ['--list'], { list: 'true' })).toBeUndefined();
  expect(await refusal('undo', [], { list: 'true' }, 'test')).toBeUndefined();
  expect(await refusal('verify', [], { update_notifier: '' })).toBeUndefined();
  expect(await refusal('start', [], { loglevel: 'silent', fund: '' })).toBeUndefined();
});

test('a script of two words is one of its command', async () => {
  expect(await refusal('slides', ['build'], { port: '5200' }, 'slides:build')).toContain('node rumor slides build --port 5200');
});

test('undo without its --list undoes nothing', async () => {
  vi.stubEnv('npm_lifecycle_event', 'undo');
  vi.stubEnv('npm_config_list', 'true');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await rumorHere(['undo'])).toEqual({ code: 2, stdout: '', stderr: 'npm kept --list for itself, so undo was not run; write it without npm: node rumor undo --list\n' });
});
