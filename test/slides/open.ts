import { chromium, type Browser, type Page } from 'playwright-core';
import type { GossipSim } from '../../slides/element/gossip-sim.ts';
import { browserFlags, findBrowser } from '../../src/classroom/deck/browser.ts';

const browserPath = findBrowser();

/** True where the browser tests must be skipped: no browser, and not in CI, where that is a failure. */
export const SKIP = browserPath === undefined && !process.env['CI'];
if (SKIP) console.warn('SKIPPED: no Chromium, Chrome or Edge was found. Install one, or set RUMOR_BROWSER to its path.');

/** The browser that listens at `endpoint`; without one a new browser. Closing the former closes the pages that were opened by it. */
export function openBrowser(endpoint?: string): Promise<Browser> {
  if (browserPath === undefined) throw new Error('No Chromium, Chrome or Edge was found, and in CI these tests must run.');
  return endpoint === undefined ? chromium.launch({ executablePath: browserPath, args: browserFlags() }) : chromium.connect(endpoint);
}

export const SIZES = [{ width: 1280, height: 720 }, { width: 1920, height: 1080 }] as const;

/** What a page complained about, and what it asked for that is neither below `home` nor part of itself. */
export function watch(page: Page, home: string): { complaints: string[]; strangers: string[] } {
  const seen = { complaints: [] as string[], strangers: [] as string[] };
  page.on('pageerror', (error) => seen.complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') seen.complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!/^(data|blob|about):/.test(request.url()) && !request.url().startsWith(home)) seen.strangers.push(request.url());
  });
  page.on('websocket', (socket) => {
    if (!socket.url().startsWith(home.replace('http', 'ws'))) seen.strangers.push(socket.url());
  });
  return seen;
}

/** Opens the deck and waits until the slide stands. */
export async function openDeck(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => document.querySelector('.reveal.ready') !== null);
  await settled(page);
}

/** Goes to a slide, counted from 1. */
export async function goTo(page: Page, slide: number): Promise<void> {
  await page.evaluate((at) => window.postMessage(JSON.stringify({ method: 'slide', args: [at] }), '*'), slide - 1);
  await page.waitForFunction((at) => [...document.querySelectorAll('.slides > section')].findIndex((one) => one.classList.contains('present')) === at, slide - 1);
  await settled(page);
}

/** Waits until the pictures of the present slide are drawn. Words stand at once. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const sims = document.querySelectorAll<GossipSim>('section.present gossip-sim');
    if (sims.length === 0) return;
    await Promise.all([...sims].map((sim) => sim.ready));
    await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
  });
}

/** The number, from 1, of the first slide whose heading is `heading`. */
export async function slideCalled(page: Page, heading: string): Promise<number> {
  const headings = await page.evaluate(() => [...document.querySelectorAll('.slides > section')].map((one) => one.querySelector('h1, h2')?.textContent ?? ''));
  const index = headings.indexOf(heading);
  if (index === -1) throw new Error(`There is no slide called “${heading}”.`);
  return index + 1;
}
