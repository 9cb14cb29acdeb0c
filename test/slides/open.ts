import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { browserFlags, findBrowser } from '../../src/workshop/slides/browser.ts';

/** Undefined where there is no browser to test with. In CI that is a failure, not a reason to skip. */
export const BROWSER = findBrowser();

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: BROWSER!, args: browserFlags() });
}

export const SIZES = [{ width: 1280, height: 720 }, { width: 1920, height: 1080 }] as const;

/** Opens the deck and waits until the first slide stands. */
export async function openDeck(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => document.querySelector('.reveal.ready') !== null);
  await settled(page);
}

/** Waits until the pictures of the present slide are drawn. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const sims = document.querySelectorAll<HTMLElement & { ready: Promise<void> }>('section.present gossip-sim');
    await Promise.all([...sims].map((sim) => sim.ready));
    await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
  });
}

/** Runs `use` with a folder that is gone afterwards. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'rumor-slides-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
