import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { GossipSim } from '../../slides/element/gossip-sim.ts';
import { axeIn, contrastIn, faultsIn } from './axe.ts';
import { goTo, openBrowser, openDeck, settled, SIZES, SKIP, slideCalled } from './open.ts';

const PATIENT = { timeout: 20_000 };
const url = inject('deck');

describe.skipIf(SKIP)('the deck on stage', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser(inject('browser'));
  });
  afterAll(() => browser?.close());

  /** One deck for all that leaves none of it changed, at its first slide and in a window of this size. */
  let shared: Promise<Page> | undefined;
  const withPage = async (use: (page: Page) => Promise<void>, viewport: { width: number; height: number } = SIZES[0]): Promise<void> => {
    shared ??= browser.newPage().then(async (page) => (await openDeck(page, url), page));
    const page = await shared;
    await page.setViewportSize(viewport);
    await goTo(page, 1);
    await use(page);
  };
  const show = async (page: Page, heading: string): Promise<void> => goTo(page, await slideCalled(page, heading));
  const sim = (page: Page | Frame) => page.locator('section.present gossip-sim');
  const ask = <T>(page: Page | Frame, question: (one: GossipSim) => T): Promise<T> => sim(page).evaluate(question as (element: Element) => T);
  const present = (page: Page | Frame): Promise<number> => page.evaluate(() => [...document.querySelectorAll('.slides > section')].findIndex((one) => one.classList.contains('present')));

  describe('and the speaker’s window', () => {
    let page: Page;
    let desk: Frame;

    beforeAll(async () => {
      page = await browser.newPage({ viewport: SIZES[0] });
      await openDeck(page, url);
      const [speaker] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('s')]);
      const current = await speaker.waitForSelector('#current-slide iframe', { timeout: PATIENT.timeout });
      desk = (await current.contentFrame())!;
      await desk.waitForSelector('.reveal.ready');
    });
    afterAll(() => page.context().close());

    /** Both show this slide, and have its picture. */
    const both = async (heading: string): Promise<void> => {
      await show(page, heading);
      const at = await present(page);
      await expect.poll(() => present(desk), PATIENT).toBe(at);
      await expect.poll(() => ask(desk, (one) => one.film !== undefined), PATIENT).toBe(true);
    };
    const state = (where: Page | Frame): Promise<string> => ask(where, (one) => JSON.stringify(one.state));

    test('it shows the notes of the slide', async () => {
      await expect.poll(() => desk.parentFrame()!.locator('.speaker-controls-notes .value').textContent(), PATIENT).toContain('Say.');
    });

    test('kill in either window, and both have the same run', async () => {
      await both('Kill one, and watch the news');
      await sim(desk).getByLabel('Node', { exact: true }).fill('4');
      await sim(desk).getByRole('button', { name: 'Kill or revive' }).click();
      await expect.poll(() => ask(page, (one) => one.scenario!.faults.length), PATIENT).toBe(2);
      await sim(page).getByLabel('Node', { exact: true }).fill('9');
      await sim(page).getByRole('button', { name: 'Kill or revive' }).click();
      await expect.poll(() => ask(desk, (one) => one.scenario!.faults.length), PATIENT).toBe(3);
      expect(await state(desk)).toBe(await state(page));
    });

    test('play and pause in the speaker’s window, and the wall plays, at the same moment in both', async () => {
      await both('The words come from epidemics');
      await sim(desk).getByRole('button', { name: 'Play' }).click();
      await expect.poll(() => ask(page, (one) => one.position), PATIENT).toBeGreaterThan(0.5);
      await expect.poll(() => ask(desk, (one) => one.position), PATIENT).toBeGreaterThan(0.5);
      await sim(desk).getByRole('button', { name: 'Pause' }).click();
      await expect.poll(() => ask(page, (one) => one.playing), PATIENT).toBe(false);
      await expect.poll(() => state(desk), PATIENT).toBe(await state(page));
      await ask(page, (one) => one.seek(9));
      await expect.poll(() => ask(desk, (one) => one.position), PATIENT).toBe(9);
      await ask(desk, (one) => one.seek(4));
      await expect.poll(() => ask(page, (one) => one.position), PATIENT).toBe(4);
    });

    test('a knob, a question and Reset are shared, too', async () => {
      await both('The sandbox');
      await sim(desk).locator('[data-knob=step] select').selectOption('2');
      await expect.poll(() => sim(page).locator('[data-knob=step] select').inputValue(), PATIENT).toBe('2');
      await sim(page).getByRole('button', { name: 'Ask it' }).click();
      await expect.poll(() => sim(desk).locator('.panel').isVisible(), PATIENT).toBe(true);
      await sim(desk).getByRole('button', { name: 'Reset' }).click();
      await expect.poll(() => sim(page).locator('[data-knob=step] select').inputValue(), PATIENT).toBe('4');
      expect(await sim(page).locator('.panel').isVisible()).toBe(false);
    });

    test('a click means the same in both, until Reset', async () => {
      await both('The sandbox');
      const click = (where: Page | Frame) => sim(where).getByLabel('A click');
      await click(desk).selectOption('kill');
      await expect.poll(() => click(page).inputValue(), PATIENT).toBe('kill');
      await click(page).selectOption('ask');
      await expect.poll(() => click(desk).inputValue(), PATIENT).toBe('ask');
      await sim(desk).getByRole('button', { name: 'Reset' }).click();
      await expect.poll(() => click(page).inputValue(), PATIENT).toBe('tell');
      expect(await click(desk).inputValue()).toBe('tell');
    });

    test('axe finds nothing in the speaker’s window, nor in the deck inside it', async () => {
      await both('Kill one, and watch the news');
      for (const where of [desk.parentFrame()!, desk]) {
        await axeIn(where);
        expect(await faultsIn(where)).toEqual([]);
        expect(await contrastIn(where)).toEqual([]);
      }
    });

    test('Reset in the speaker’s window brings the slide back on the wall, whatever was done to it', async () => {
      await both('Each node calls one random peer a round');
      const written = await ask(page, (one) => JSON.stringify(one.scenario));
      await sim(desk).getByRole('button', { name: 'Tell it' }).click();
      await sim(desk).getByLabel('Seed').fill('9');
      await sim(desk).getByLabel('Seed').press('Enter');
      await sim(desk).getByRole('button', { name: 'Play' }).click();
      await expect.poll(() => ask(page, (one) => one.playing && one.position > 0.2), PATIENT).toBe(true);
      await sim(desk).getByRole('button', { name: 'Reset' }).click();
      await expect.poll(() => ask(page, (one) => JSON.stringify(one.scenario)), PATIENT).toBe(written);
      await expect.poll(() => state(desk), PATIENT).toBe(await state(page));
      expect(await ask(page, (one) => [one.position, one.playing])).toEqual([0, false]);
    });

    test('another step begins again in both windows, without what was done by hand', async () => {
      await both('The sandbox');
      await sim(desk).getByLabel('Node', { exact: true }).fill('5');
      await sim(desk).getByRole('button', { name: 'Kill or revive' }).click();
      await ask(desk, (one) => one.seek(6));
      await expect.poll(() => ask(page, (one) => [one.position, one.scenario!.faults.length]), PATIENT).toEqual([6, 1]);
      await sim(desk).locator('[data-knob=step] select').selectOption('2');
      await expect.poll(() => ask(page, (one) => [one.position, one.scenario!.faults.length]), PATIENT).toEqual([0, 0]);
      await expect.poll(() => state(desk), PATIENT).toBe(await state(page));
      await sim(desk).getByRole('button', { name: 'Reset' }).click();
      await expect.poll(() => ask(page, (one) => one.state!.turned.step), PATIENT).toBe(4);
    });

    const reload = async (): Promise<void> => {
      await page.reload();
      await page.waitForFunction(() => document.querySelector('.reveal.ready') !== null);
      await settled(page);
    };

    test('a wall that is reloaded is joined again, and gets back what was done', async () => {
      await both('The words come from epidemics');
      await ask(page, (one) => one.seek(7));
      await expect.poll(() => ask(desk, (one) => one.position), PATIENT).toBe(7);
      await reload();
      await expect.poll(() => ask(page, (one) => one.position), PATIENT).toBe(7);
      await ask(page, (one) => one.seek(9));
      await expect.poll(() => ask(desk, (one) => one.position), PATIENT).toBe(9);
      expect(await state(desk)).toBe(await state(page));
    });

    test('the countdown of the wall is paused from the speaker’s window, and stays so when the wall is reloaded', async () => {
      await show(page, 'Merge');
      const key = (where: Page | Frame) => where.locator('section.present .countdown small').textContent();
      await expect.poll(() => key(desk), PATIENT).toBe('Enter pauses');
      await desk.locator('section.present .countdown').click();
      await expect.poll(() => key(page), PATIENT).toBe('Enter goes on');
      await reload();
      await expect.poll(() => key(page), PATIENT).toBe('Enter goes on');
      expect(await page.locator('section.present .countdown').textContent()).toBe(await desk.locator('section.present .countdown').textContent());
    });
  });

  test('counts an exercise down, pauses by a key, and goes on while another slide is shown', async () => {
    const page = await browser.newPage({ viewport: SIZES[0] });
    await page.clock.install({ time: 0 });
    await page.goto(url);
    await page.waitForFunction(() => document.querySelector('.reveal.ready') !== null);
    await page.clock.pauseAt(3_600_000);
    const at = (await slideCalled(page, 'Choose the peers')) - 1;
    await page.evaluate((to) => window.postMessage(JSON.stringify({ method: 'slide', args: [to] }), '*'), at);
    const countdown = page.locator('section.present .countdown');
    const left = () => countdown.locator('span').textContent();
    await expect.poll(left, PATIENT).toBe('15:00');
    await page.clock.runFor(61_000);
    expect(await left()).toBe('13:59');
    await page.keyboard.press('Enter');
    await page.clock.runFor(60_000);
    expect(await left()).toBe('13:59');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.clock.runFor(60_000);
    await page.keyboard.press('ArrowLeft');
    expect(await left()).toBe('12:59');
    await page.clock.runFor(13 * 60_000);
    expect(await left()).toBe('−0:01');
    const size = await countdown.evaluate((one) => parseFloat(getComputedStyle(one).fontSize));
    expect(size, 'one seventh of the height of the slide').toBeGreaterThan(720 / 7);
    await page.context().close();
  });

  test('lays all slides out in rows and columns, each with its picture', async () => {
    await withPage(async (page) => {
      await page.keyboard.press('o');
      await page.waitForFunction(() => document.querySelector('.reveal.overview') !== null);
      const boxes = await page.evaluate(() => [...document.querySelectorAll('.slides > section')].map((one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        const picture = one.querySelector('.stage gossip-sim')?.getBoundingClientRect();
        return { left: Math.round(left), top: Math.round(top), right: left + width, bottom: top + height, share: picture === undefined ? undefined : picture.height / height };
      }));
      expect(boxes.every(({ left, top, right, bottom }) => left >= 0 && top >= 0 && right <= 1280 && bottom <= 720)).toBe(true);
      const columns = new Set(boxes.map(({ left }) => left)).size;
      const rows = new Set(boxes.map(({ top }) => top)).size;
      expect(columns * rows).toBeGreaterThanOrEqual(boxes.length);
      expect(Math.abs(columns - rows)).toBeLessThanOrEqual(1);
      for (const { share } of boxes) if (share !== undefined) expect(share).toBeGreaterThan(0.6);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.querySelector('.reveal.overview') === null);
      expect(await present(page)).toBe(columns + 1);
    });
  });

  test('goes back by the browser’s Back to the slide before, and does not leave', async () => {
    await withPage(async (page) => {
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => page.url(), PATIENT).toContain('#/2');
      await page.goBack();
      await expect.poll(() => present(page), PATIENT).toBe(1);
    });
  });

  test.each([['at 200 %', { width: 640, height: 360 }], ['in a narrow window', { width: 700, height: 900 }]])('keeps the number of the slide off the controls, %s', async (_, viewport) => {
    await withPage(async (page) => {
      await show(page, 'The sandbox');
      const overlaps = await page.evaluate(() => {
        const number = document.querySelector('.slide-number')!.getBoundingClientRect();
        const controls = document.querySelector('section.present gossip-sim')!.shadowRoot!.querySelectorAll('button, input, select, label');
        return [...controls].map((one) => one.getBoundingClientRect()).filter((box) => box.right > number.left && box.left < number.right && box.bottom > number.top && box.top < number.bottom).length;
      });
      expect(overlaps).toBe(0);
    }, viewport);
  });

  test('shows a picture that says something where nothing shall move', async () => {
    const page = await browser.newPage({ viewport: SIZES[0], reducedMotion: 'reduce' });
    await openDeck(page, url);
    expect(await present(page)).toBe(0);
    await expect.poll(() => ask(page, (one) => [one.position, one.playing]), PATIENT).toEqual([7, false]);
    expect(await ask(page, (one) => one.film!.frames[6]!.totals.knowing)).toBeGreaterThan(50);
    await page.context().close();
  });

  test('leaves axe nothing to find in the page around the slides, nor in a picture that answers', async () => {
    await withPage(async (page) => {
      await axeIn(page);
      await show(page, 'Kill one, and watch the news');
      await ask(page, (one) => one.seek(5));
      await sim(page).getByRole('button', { name: 'Ask it' }).click();
      expect(await faultsIn(page)).toEqual([]);
    });
  });
});
