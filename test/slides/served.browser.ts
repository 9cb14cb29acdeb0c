import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { GossipSim } from '../../slides/element/gossip-sim.ts';
import { goTo, openBrowser, openDeck, SKIP, slideCalled, watch } from './open.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const COPIED = ['slides', 'src', 'solutions', 'steps', 'rumor.js', 'package.json', 'package-lock.json', 'tsconfig.json'];
/** A save reaches the page by way of the file system and a socket. */
const PATIENT = { timeout: 15_000 };

/** A presenter's own copy of the repository, so that saving a step disturbs nobody. */
async function copyInto(folder: string): Promise<void> {
  for (const name of COPIED) await cp(join(root, name), join(folder, name), { recursive: true });
  await cp(join(root, 'solutions'), join(folder, 'steps'), { recursive: true, filter: (from) => !from.endsWith('tsconfig.json') });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
}

/** Starts `rumor slides` and answers the address it prints. */
function start(folder: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['rumor.js', 'slides', '--port', '5310'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
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

interface Served {
  readonly page: Page;
  readonly strangers: readonly string[];
  /** The presenter's file of step 02, and what is in it. */
  readonly file: string;
  readonly right: string;
}

describe.skipIf(SKIP)('the served deck', () => {
  let browser: Browser;
  let folder: string;
  let url: string;
  let child: ChildProcess | undefined;
  let file: string;
  let right: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rumor-slides-'));
    await copyInto(folder);
    file = join(folder, 'steps/02-push/push.ts');
    right = await readFile(file, 'utf8');
    ({ url, child } = await start(folder));
    browser = await openBrowser(inject('browser'));
  });
  afterAll(async () => {
    await browser?.close();
    if (child !== undefined) {
      const ended = new Promise((done) => child!.once('exit', done));
      child.kill('SIGTERM');
      await ended;
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  /** A deck with the presenter's own steps, opened where step 02 runs. `prepare` gets the page before it is opened. */
  const withServed = async (use: (served: Served) => Promise<void>, prepare?: (page: Page) => Promise<void>): Promise<void> => {
    await writeFile(file, right);
    const page = await browser.newPage();
    const { strangers } = watch(page, url);
    await prepare?.(page);
    await openDeck(page, `${url}?code=steps`);
    await goTo(page, await slideCalled(page, 'One knob: how many peers a round'));
    // The save of the test before may still be on its way.
    await expect.poll(() => faultInPlay(page), PATIENT).toBe('');
    await use({ page, strangers, file, right });
    await page.close();
  };

  test('runs the presenter’s own step, runs it again on save, explains what is wrong, and asks nobody else', async () => {
    await withServed(async ({ page, strangers, file, right }) => {
      expect(await page.locator('section.present .note').textContent()).toContain('Your own code');
      await play(page, 10);
      expect(await knowing(page)).toBeGreaterThan(50);

      await writeFile(file, throwing(right, 'half-way there'));
      await expect.poll(() => faultInPlay(page), PATIENT).toContain('half-way there');

      await writeFile(file, right.replace('if (updates.length === 0)', 'if (((('));
      await expect.poll(() => fault(page), PATIENT).toContain('steps/02-push/push.ts could not be loaded');

      await writeFile(file, right);
      await expect.poll(() => fault(page), PATIENT).toBe('');
      await play(page, 10);
      expect(await knowing(page)).toBeGreaterThan(50);
      expect(strangers).toEqual([]);
    });
  });

  test('shows the second of two saves in quick succession', async () => {
    await withServed(async ({ page, file, right }) => {
      // As far apart as a watcher needs that tells the first of them, and then is deaf for a while.
      for (const gap of [15, 20, 25, 30, 35, 40]) {
        await writeFile(file, throwing(right, `first, ${gap}`));
        await sleep(gap);
        await writeFile(file, throwing(right, `second, ${gap}`));
        await expect.poll(() => faultInPlay(page), PATIENT).toContain(`second, ${gap}`);
      }
    });
  });

  test('goes on hearing of a step that an editor replaces instead of writing into it', async () => {
    await withServed(async ({ page, file, right }) => {
      const replace = async (text: string): Promise<void> => {
        await writeFile(`${file}.new`, text);
        await rename(`${file}.new`, file);
      };
      for (let gap = 1; gap <= 8; gap++) {
        await replace(throwing(right, `first, ${gap}`));
        await sleep(gap);
        await replace(throwing(right, `second, ${gap}`));
        await expect.poll(() => faultInPlay(page), PATIENT).toContain(`second, ${gap}`);
      }
    });
  });

  test('keeps the newer code when an older save is loaded late', async () => {
    await withServed(async ({ page, file, right }) => {
      let seen = 0;
      let held: { url: string; release: () => Promise<void> } | undefined;
      await page.route(/02-push\/push\.ts\?t=/, async (route) => {
        if (++seen > 1) return route.continue();
        const response = await route.fetch();
        held = { url: route.request().url(), release: () => route.fulfill({ response }) };
      });
      await writeFile(file, throwing(right, 'older'));
      await expect.poll(() => held, PATIENT).toBeDefined();
      await writeFile(file, throwing(right, 'newer'));
      await expect.poll(() => faultInPlay(page), PATIENT).toContain('newer');

      await held!.release();
      // The deck has waited for the older module for longer than this does. A text, for Vitest would rewrite the import.
      await page.evaluate(`import(${JSON.stringify(held!.url)}).then(() => new Promise(requestAnimationFrame))`);
      expect(await faultInPlay(page)).toContain('newer');
    });
  });

  test('explains what is wrong, also when the reason comes after the failure', async () => {
    const held: (() => void)[] = [];
    await withServed(async ({ page, file, right }) => {
      await writeFile(file, right.replace('if (updates.length === 0)', 'if (((('));
      await expect.poll(() => fault(page), PATIENT).toContain('steps/02-push/push.ts could not be loaded');
      expect(await fault(page)).not.toContain('if ((((');
      await expect.poll(() => held.length, PATIENT).toBeGreaterThan(0);

      for (const release of held) release();
      await expect.poll(() => fault(page), PATIENT).toContain('if ((((');
    }, (page) => page.routeWebSocket(/.*/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => {
        if (String(message).startsWith('{"type":"error"')) held.push(() => socket.send(message));
        else socket.send(message);
      });
    }));
  });
});

/** The step with an error in its first line. */
function throwing(right: string, message: string): string {
  return right.replace('if (updates.length === 0) return [];', `throw new Error('${message}');`);
}

async function faultInPlay(page: Page): Promise<string> {
  await play(page, 2);
  return fault(page);
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
