import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { replaceFile } from '../../course/replace-file.ts';
import { browserFlags, findBrowser } from './browser.ts';
import { buildDeck } from './build.ts';
import { withBrowser, type Ask } from './devtools.ts';
import { OUT } from './vite-config.ts';

const GIVE_UP_MS = 60_000;
const LOOK_AGAIN_MS = 100;

/** No browser to print with. */
export class NoBrowser extends Error {
  constructor() {
    super('No Chromium, Chrome or Edge was found. Install one, or set RUMOR_BROWSER to its path.');
  }
}

/**
 * Prints the deck as it is on one path: a page a slide, each followed by a page with its notes. Builds
 * it before, unless `built` says where that has been done. Answers where it is.
 */
export async function printDeck(path: string, built?: string): Promise<string> {
  const browser = findBrowser();
  if (browser === undefined) throw new NoBrowser();
  const url = `${pathToFileURL(built ?? (await buildDeck())).href}?view=print&showNotes=separate-page&path=${path}`;
  const file = join(OUT, 'rumor-has-it.pdf');
  const profile = await mkdtemp(join(tmpdir(), 'rumor-pdf-'));
  try {
    const pdf = await withBrowser(browser, [...browserFlags(), `--user-data-dir=${profile}`], (ask) => print(ask, url));
    replaceFile(file, pdf);
    return file;
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function print(ask: Ask, url: string): Promise<Buffer> {
  const { targetId } = await ask('Target.createTarget', { url });
  const { sessionId } = (await ask('Target.attachToTarget', { targetId, flatten: true })) as { sessionId: string };
  await untilPrintable(ask, sessionId);
  const { data } = (await ask('Page.printToPDF', { preferCSSPageSize: true, printBackground: true }, sessionId)) as { data: string };
  return Buffer.from(data, 'base64');
}

/** The deck marks itself when every slide has its page and every picture is drawn. */
async function untilPrintable(ask: Ask, session: string): Promise<void> {
  const end = performance.now() + GIVE_UP_MS;
  while (performance.now() < end) {
    const { result } = (await ask('Runtime.evaluate', { expression: "document.body?.dataset.printable === 'yes'" }, session)) as { result: { value?: boolean } };
    if (result.value === true) return;
    await new Promise((wait) => setTimeout(wait, LOOK_AGAIN_MS));
  }
  throw new Error(`The deck was not ready to print within ${GIVE_UP_MS / 1000} seconds.`);
}
