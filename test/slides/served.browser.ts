import { spawn, type ChildProcess } from 'node:child_process';
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GossipSim } from '../../slides/element/gossip-sim.ts';
import { goTo, openBrowser, openDeck, SKIP, slideCalled, watch, withFolder } from './open.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const COPIED = ['slides', 'src', 'solutions', 'steps', 'package.json', 'tsconfig.json'];
/** A save reaches the page by way of the file system and a socket. In milliseconds. */
const PATIENCE = 6000;
const MOST_SAVES = 4;
const PUSH = 'steps/02-push/push.ts';

/** A presenter's own copy of the repository, so that saving a step disturbs nobody. */
async function copyInto(folder: string): Promise<void> {
  for (const name of COPIED) await cp(join(root, name), join(folder, name), { recursive: true });
  await cp(join(root, 'solutions'), join(folder, 'steps'), { recursive: true, filter: (from) => !from.endsWith('tsconfig.json') });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
}

/** Starts `rumor slides` and answers the address it prints. */
function start(folder: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['src/workshop/rumor.js', 'slides', '--port', '5310'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`slides ended with ${code}: ${printed}`)));
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const url = /Slides\s+(http\S+)/.exec(printed)?.[1];
      if (url !== undefined) resolve({ url, child });
    });
  });
}

describe.skipIf(SKIP)('the served deck', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test('runs the presenter’s own step, runs it again on save, explains what is wrong, and asks nobody else', async () => {
    await withFolder(async (folder) => {
      await copyInto(folder);
      const { url, child } = await start(folder);
      try {
        const page = await browser.newPage();
        const seen = watch(page, url);
        await openDeck(page, `${url}?code=steps`);
        await goTo(page, await slideCalled(page, 'One knob: how many peers a round'));
        expect(await page.locator('section.present .note').textContent()).toContain('Your own code');
        await play(page, 10);
        expect(await knowing(page)).toBeGreaterThan(50);

        const right = await readFile(join(folder, PUSH), 'utf8');
        const file = join(folder, PUSH);
        await save(file, right.replace('if (updates.length === 0) return [];', "throw new Error('half-way there');"), () => play(page, 2).then(() => fault(page)), /half-way there/);
        await save(file, right.replace('if (updates.length === 0)', 'if (((('), () => fault(page), /steps\/02-push\/push\.ts could not be loaded/);
        await save(file, right, () => fault(page), /^$/);
        await play(page, 10);
        expect(await knowing(page)).toBeGreaterThan(50);
        expect(seen.strangers).toEqual([]);
        await page.close();
      } finally {
        const ended = new Promise((done) => child.once('exit', done));
        child.kill('SIGTERM');
        await ended;
      }
    });
  });
});

/**
 * Saves a file, and waits until the page shows what it should. Vite's watcher can miss a save that comes
 * on the heels of another, which no person does; so it is saved again when nothing has come of it.
 */
async function save(file: string, text: string, look: () => Promise<string>, wanted: RegExp): Promise<void> {
  for (let saves = 1; ; saves++) {
    await writeFile(file, text);
    try {
      await expect.poll(look, { timeout: PATIENCE }).toMatch(wanted);
      return;
    } catch (error) {
      if (saves === MOST_SAVES) throw error;
    }
  }
}

async function play(page: Page, round: number): Promise<void> {
  await page.locator('section.present gossip-sim').evaluate((sim, to) => (sim as GossipSim).seek(to), round);
}

function knowing(page: Page): Promise<number> {
  return page.locator('section.present gossip-sim').evaluate((sim) => (sim as GossipSim).film!.frames.at(-1)!.totals.knowing);
}

async function fault(page: Page): Promise<string> {
  return (await page.locator('section.present .fault').textContent()) ?? '';
}
