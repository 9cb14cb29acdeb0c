import { pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';
import { chromium, type BrowserServer } from 'playwright-core';
import { browserFlags, findBrowser } from '../../src/classroom/deck/browser.ts';
import { buildDeck } from '../../src/classroom/deck/build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built deck is, as an address. */
    deck: string;
    /** Where the one browser listens that all tests share; empty if there is none. */
    browser: string;
  }
}

/** Builds the deck once and starts the browser once, for all tests. */
export default async function build(project: TestProject): Promise<() => Promise<void>> {
  const [deck, browser] = await Promise.all([buildDeck(), startBrowser()]);
  project.provide('deck', pathToFileURL(deck).href);
  project.provide('browser', browser?.wsEndpoint() ?? '');
  return async () => browser?.close();
}

async function startBrowser(): Promise<BrowserServer | undefined> {
  const executablePath = findBrowser();
  return executablePath === undefined ? undefined : chromium.launchServer({ executablePath, args: browserFlags() });
}
