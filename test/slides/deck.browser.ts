import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { GossipSim } from '../../slides/element/gossip-sim.ts';
import { deckOf, SECTIONS } from '../../slides/sections.ts';
import { printDeck } from '../../src/classroom/deck/pdf.ts';
import { axeIn, faultsOfSlides } from './axe.ts';
import { lowContrast } from './contrast.ts';
import { goTo, openBrowser, openDeck, SIZES, SKIP, watch } from './open.ts';

describe.skipIf(SKIP)('the built deck, opened from the disk', () => {
  let browser: Browser;
  const url = inject('deck');

  beforeAll(async () => {
    browser = await openBrowser(inject('browser'));
  });
  afterAll(() => browser?.close());

  /** All slides, opened once. */
  let opened: Promise<Page> | undefined;
  const all = (): Promise<Page> => (opened ??= browser.newPage({ viewport: SIZES[0] }).then(async (page) => (await openDeck(page, `${url}?path=all`), page)));

  test('is one page with classic scripts only, and names nothing to fetch', async () => {
    const page = await readFile(fileURLToPath(url), 'utf8');
    const scripts = [...page.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts).toEqual(['<script>']);
    expect(page).not.toMatch(/<link[^>]+href="(?!data:)/);
    expect(page).not.toMatch(/@import|url\(['"]?(https?:)?\/\//);
  });

  test.each(SIZES)('shows every slide at $width by $height without an error, a request or an overflow', { timeout: 180_000 }, async (viewport) => {
    const page = await browser.newPage({ viewport });
    const seen = watch(page, url);
    await openDeck(page, `${url}?path=all`);
    const count = await slideCount(page);
    expect(count).toBeGreaterThanOrEqual(69);
    for (let slide = 1; slide <= count; slide++) {
      await goTo(page, slide);
      expect.soft(await page.evaluate(overflowing), `slide ${slide}`).toEqual([]);
      expect.soft(await page.evaluate(lowContrast), `slide ${slide}`).toEqual([]);
    }
    expect(seen).toEqual({ complaints: [], strangers: [] });
    await page.close();
  });

  test('leaves axe nothing to find on any slide', async () => {
    const page = await all();
    await axeIn(page);
    expect(await faultsOfSlides(page)).toEqual([]);
    await page.keyboard.press('o');
  });

  test('plays, in every picture', async () => {
    const page = await all();
    const faults = await page.evaluate(async () => {
      const sims = [...document.querySelectorAll<GossipSim>('gossip-sim')];
      await Promise.all(sims.map((sim) => sim.ready));
      for (const sim of sims) sim.showPoster();
      return sims.map((sim) => sim.film?.fault ?? (sim.position > 0 ? '' : 'does not move'));
    });
    expect(faults.length).toBeGreaterThanOrEqual(19);
    expect(faults.filter(Boolean)).toEqual([]);
  });

  test('keeps to the path that is asked for, each longer than the one before', async () => {
    const page = await browser.newPage();
    const counts: number[] = [];
    for (const asked of ['?path=90', '', '?path=day', '?path=all']) {
      // The slides are there before they are laid out.
      await page.goto(`${url}${asked}`, { waitUntil: 'commit' });
      await page.waitForSelector('.slides > section', { state: 'attached' });
      counts.push(await slideCount(page));
    }
    expect(counts).toEqual([...new Set(counts)].sort((a, b) => a - b));
    await page.close();
  });

  test('says so when it is asked for code that it does not have', async () => {
    const page = await browser.newPage();
    await openDeck(page, `${url}?code=steps`);
    await goTo(page, 9);
    await expect.poll(() => page.locator('section.present gossip-sim .note').textContent()).toContain('built with the solutions');
    await page.close();
  });
});

describe.skipIf(SKIP)('the PDF', () => {
  test('has a page for every slide and one for its notes', { timeout: 180_000 }, async () => {
    const built = fileURLToPath(inject('deck'));
    const folder = fileURLToPath(new URL('../../slides/content/', import.meta.url));
    const texts = Object.fromEntries(await Promise.all(SECTIONS.map(async ({ name }) => [name, await readFile(`${folder}${name}.md`, 'utf8')] as const)));
    const pdf = await readFile(await printDeck('all', built), 'latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2 * deckOf('all', texts).length);
  });
});

function slideCount(page: Page): Promise<number> {
  return page.locator('.slides > section').count();
}

/** What reaches out of the present slide, or out of the box it is cut to. Runs in the page. */
function overflowing(): string[] {
  const slide = document.querySelector('section.present')!;
  const box = slide.getBoundingClientRect();
  const found: string[] = [];
  const visit = (parent: Element | ShadowRoot): void => {
    for (const child of parent.children) {
      const { left, top, right, bottom, width } = child.getBoundingClientRect();
      const style = getComputedStyle(child);
      if (style.display === 'none' || width === 0 || child.matches('.unseen, style, script, aside, select, input')) continue;
      const out = left < box.left - 1 || top < box.top - 1 || right > box.right + 1 || bottom > box.bottom + 1;
      const clips = style.overflow !== 'visible' || child.matches('.side, .bar, .two, .two > div, .stage');
      const hidden = clips && (child.scrollWidth > child.clientWidth + 2 || child.scrollHeight > child.clientHeight + 2);
      if (out || hidden) found.push(`${child.tagName} ${child.className} ${(child.textContent ?? '').trim().slice(0, 40)}`);
      visit(child);
      if (child.shadowRoot !== null) visit(child.shadowRoot);
    }
  };
  visit(slide);
  return found;
}
