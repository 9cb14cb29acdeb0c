import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadProgress, STATE_FILE } from '../../../../src/learner/progress/store.ts';
import { STEPS } from '../../../../src/course/steps.ts';
import { drive, HAS_TERMINAL, workshopCopy } from '../../support/terminal.ts';

const STEP_1 = 'steps/01-peer-selection/select-peers.ts';
const STEP_2 = 'steps/02-push/push.ts';

const WRITTEN_BY_A_LEARNER = `
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  const chosen: NodeId[] = [];
  while (chosen.length < fanout && others.length > 0) {
    chosen.push(others.splice(random.int(others.length), 1)[0]!);
  }
  return chosen;
};
`;

describe.skipIf(!HAS_TERMINAL)('the loop on a terminal (which the program `script` lends us)', () => {
  test('leads a learner from the first failure into step 2, over a mistake and an endless loop', async () => {
    const root = workshopCopy();
    const save = (file: string, text: string): void => writeFileSync(join(root, file), text);
    const loop = drive(root, ['start', '--no-open']);

    const first = await loop.shows('TODO step 01: choose the peers to call');
    expect(first).toMatch(/Step 1 of \d: Peer selection/);
    expect(first).toContain(`${STEP_1}:`);

    save(STEP_1, WRITTEN_BY_A_LEARNER.replace('members.filter((member) => member !== self)', '[...members]'));
    expect(await loop.shows('x never returns the caller itself')).toMatch(/because +a call to yourself/);

    save(STEP_1, 'while (true);');
    await loop.shows('A loop in it never ends');

    save(STEP_1, WRITTEN_BY_A_LEARNER);
    const green = await loop.shows(/all \d+ pass/);
    expect(green).toContain(`[#${'.'.repeat(STEPS.length - 1)}] 1 done`);
    expect(green).toMatch(/Step 1 of \d/);
    await loop.shows(/round +3\/20/);

    loop.press('n');
    await loop.shows('TODO step 02');
    loop.press('h');
    await loop.shows('Hint 1 of 3');
    loop.press('h');
    await loop.shows('Hint 2 of 3');
    loop.press('t');
    await loop.shows('  x  ');
    loop.press('l');
    await loop.shows('<- you are here');
    loop.press('?');
    await loop.shows('Nothing is lost');
    loop.press('?');
    await loop.shows('TODO step 02');
    loop.press('q');

    expect(await loop.ended).toBe(0);
    expect(loop.raw()).toMatch(/\x1b\[\?1049lnpm start brings you back\.\r\n$/);
    expect(JSON.parse(readFileSync(join(root, '.workshop', 'state.json'), 'utf8'))).toMatchObject({ current: 2, done: [1], hints: { 2: 2 } });
  });

  test('catches up, plays full screen, and lets undo bring the files back', async () => {
    const root = workshopCopy();
    const before = readFileSync(join(root, STEP_2), 'utf8');
    const loop = drive(root, ['start', '--no-open']);

    await loop.shows('TODO step 01');
    loop.press('c');
    await loop.shows('Catch up to which step?');
    loop.press('3');
    await loop.shows('Caught up: step 1, 2.');
    const caughtUp = await loop.shows(/Step 3 of \d: Merge +\d+ of \d+ pass/);
    expect(caughtUp).toContain(`[==>${'.'.repeat(STEPS.length - 3)}] 0 done, 2 caught up`);
    expect(caughtUp).toContain('Caught up: step 1, 2.');
    expect(caughtUp).toMatch(/h hint.*q quit/);
    expect(readFileSync(join(root, STEP_2), 'utf8')).toBe(readFileSync(join(root, 'solutions', '02-push', 'push.ts'), 'utf8'));

    loop.press('l');
    await loop.shows('Press the number of a step');
    loop.press('2');
    await loop.shows(/Step 2 of \d: Push +all \d+ pass/);
    await loop.shows(/round +\d+\//);
    loop.press('v');
    await loop.shows('space');
    loop.press(' ');
    await loop.shows('PAUSED');
    expect(await loop.shows('q back')).toContain('Push, standard run');
    loop.press('q');
    await loop.shows('n next step');

    loop.press('x');
    await loop.shows('back to how it started?');
    loop.press('n');
    expect(await loop.shows('Nothing was changed.')).toMatch(/h why.*q quit/);
    loop.press('v');
    await loop.shows('q back');
    // From the viewer too, Ctrl-C leaves at once.
    loop.press('\x03');
    expect(await loop.ended).toBe(0);
    expect(loop.raw()).toMatch(/npm start brings you back\.\r\n$/);

    const rumor = (...args: string[]): string => execFileSync(process.execPath, ['rumor.js', ...args], { cwd: root, encoding: 'utf8' });
    expect(rumor('list').match(/caught up/g)).toHaveLength(2);
    rumor('undo');
    expect(readFileSync(join(root, STEP_2), 'utf8')).toBe(before);
  });

  test('follows a learner who catches up in another terminal', async () => {
    const root = workshopCopy();
    const loop = drive(root, ['start', '--no-open']);
    await loop.shows('TODO step 01');
    execFileSync(process.execPath, ['rumor.js', 'catch-up', '3'], { cwd: root });
    await loop.shows(/Step 3 of \d: Merge +\d+ of \d+ pass/);
    loop.press('q');
    expect(await loop.ended).toBe(0);
    expect(loadProgress(join(root, STATE_FILE)).progress.current).toBe(3);
  });

  test('lends the terminal to an editor that has no window of its own, and remembers which it was', async () => {
    const root = workshopCopy();
    const editor = join(root, 'editor.sh');
    writeFileSync(editor, 'printf "\\033[1;1Hyou edit $1"\nread line\necho "$line" >> "$1"\n');
    const loop = drive(root, ['start', `--editor 'sh ${editor}'`]);
    await loop.shows('TODO step 01');
    loop.press('l2');
    await loop.shows(`you edit ${join(root, STEP_2)}`);
    loop.press('// by hand\r');
    await loop.shows('TODO step 02');
    expect(readFileSync(join(root, STEP_2), 'utf8')).toMatch(/^\/\/ by hand$/m);
    loop.press('q');
    expect(await loop.ended).toBe(0);
    expect(loadProgress(join(root, STATE_FILE)).progress.editor).toBe(`sh ${editor}`);
  });

  test('gives the terminal back on SIGTERM and SIGHUP', async () => {
    const endings = ([['SIGTERM', 143], ['SIGHUP', 129]] as const).map(async ([signal, code]) => {
      const loop = drive(workshopCopy(), ['start', '--no-open']);
      await loop.shows('TODO step 01');
      loop.signal(signal);
      expect([signal, await loop.ended]).toEqual([signal, code]);
      expect(loop.raw()).toMatch(/\x1b\[\?25h\x1b\[\?1049l$/);
    });
    await Promise.all(endings);
  });
});
