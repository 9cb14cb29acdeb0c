/**
 * Takes a picture of every slide, and lays nine on a sheet, to be looked at:
 *
 *     node --import tsx test/slides/screenshots.ts [width] [height] [from] [to] [90|half|day|all]
 *
 * The pictures go to dist/slides/shots/. A simulation is shown at its poster round.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildDeck } from '../../src/classroom/deck/build.ts';
import { OUT } from '../../src/classroom/deck/vite-config.ts';
import { openBrowser, openDeck, settled } from './open.ts';

const [width = 1280, height = 720, from = 1, to = Infinity] = process.argv.slice(2, 6).map(Number);
const minutes = process.argv[6] ?? 'half';
const A_SHEET = 9;
const folder = join(OUT, 'shots');
await mkdir(folder, { recursive: true });
const browser = await openBrowser();
try {
  const page = await browser.newPage({ viewport: { width, height } });
  const url = `${pathToFileURL(await buildDeck()).href}?path=${minutes}`;
  await openDeck(page, url);
  const count = await page.locator('.slides > section').count();
  const shots: string[] = [];
  for (let number = from; number <= Math.min(to, count); number++) {
    await page.goto(`${url}#/${number - 1}`);
    await settled(page);
    await page.evaluate(() => {
      for (const sim of document.querySelectorAll<HTMLElement & { showPoster(): void }>('section.present gossip-sim')) sim.showPoster();
    });
    await settled(page);
    const path = join(folder, `${width}-${String(number).padStart(2, '0')}.png`);
    await page.screenshot({ path });
    shots.push(path);
  }
  for (let first = 0; first < shots.length; first += A_SHEET) {
    const images = await Promise.all(shots.slice(first, first + A_SHEET).map(async (path) => `<img src="data:image/png;base64,${(await readFile(path)).toString('base64')}">`));
    const sheet = await browser.newPage({ viewport: { width: 1960, height: 1110 } });
    await sheet.setContent(`<style>body{margin:4px;background:#888;display:grid;grid-template-columns:repeat(3,1fr);gap:4px}img{width:100%;display:block}</style>${images.join('')}`);
    await writeFile(join(folder, `sheet-${width}-${from + first}.png`), await sheet.screenshot());
    await sheet.close();
  }
  console.log(`${shots.length} pictures in ${folder}`);
} finally {
  await browser.close();
}
