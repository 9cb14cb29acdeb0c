import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { browserFlags, findBrowser } from './browser.ts';
import { buildDeck } from './build.ts';
import { OUT } from './vite-config.ts';

const run = promisify(execFile);
/** Simulated time in which the page must have settled. Printing begins after it. */
const SETTLE_MS = 20_000;
const GIVE_UP_MS = 180_000;

/** No browser to print with. */
export class NoBrowser extends Error {
  constructor() {
    super('No Chromium, Chrome or Edge was found. Install one, or set RUMOR_BROWSER to its path.');
  }
}

/** Builds the deck and prints it: a page a slide, each followed by a page with its notes. Answers the path. */
export async function printDeck(): Promise<string> {
  const browser = findBrowser();
  if (browser === undefined) throw new NoBrowser();
  const url = `${pathToFileURL(await buildDeck()).href}?view=print&showNotes=separate-page`;
  const path = join(OUT, 'rumor-has-it.pdf');
  const profile = await mkdtemp(join(tmpdir(), 'rumor-pdf-'));
  try {
    await rm(path, { force: true });
    await run(
      browser,
      ['--headless', ...browserFlags(), `--user-data-dir=${profile}`, `--virtual-time-budget=${SETTLE_MS}`, '--no-pdf-header-footer', `--print-to-pdf=${path}`, url],
      { timeout: GIVE_UP_MS },
    );
    await stat(path);
    return path;
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
