import { pathToFileURL } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { GossipSim } from '../../slides/element/gossip-sim.ts';
import { buildDeck } from '../../src/classroom/deck/build.ts';
import { goTo, openBrowser, openDeck, settled, SIZES, SKIP, slideCalled } from './open.ts';

describe.skipIf(SKIP)('a picture on a slide', () => {
  let browser: Browser;
  let page: Page;
  let url: string;
  let sim: Locator;

  beforeAll(async () => {
    url = pathToFileURL(await buildDeck()).href;
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    page = await browser.newPage({ viewport: SIZES[0] });
    await openDeck(page, url);
    sim = page.locator('section.present gossip-sim');
  });
  afterEach(() => page.close());

  const show = async (heading: string): Promise<void> => goTo(page, await slideCalled(page, heading));
  const ask = <T>(question: (element: GossipSim) => T): Promise<T> => sim.evaluate(question as (element: Element) => T);
  const press = async (name: string): Promise<void> => {
    await sim.getByRole('button', { name, exact: true }).click();
  };
  const slideNumber = (): Promise<number> => page.evaluate(() => [...document.querySelectorAll('.slides > section')].findIndex((one) => one.classList.contains('present')));

  test('plays and pauses with Space on its button, and the slide stays', async () => {
    await show('The words come from epidemics');
    const before = await slideNumber();
    await sim.getByRole('button', { name: 'Play' }).focus();
    await page.keyboard.press('Space');
    expect(await ask((one) => one.playing)).toBe(true);
    await expect.poll(() => ask((one) => one.position)).toBeGreaterThan(0.5);
    await page.keyboard.press('Space');
    expect(await ask((one) => one.playing)).toBe(false);
    expect(await slideNumber()).toBe(before);
  });

  test('plays and pauses with Enter when nothing has the focus', async () => {
    await show('The words come from epidemics');
    await page.keyboard.press('Enter');
    expect(await ask((one) => one.playing)).toBe(true);
    await page.keyboard.press('Enter');
    expect(await ask((one) => one.playing)).toBe(false);
  });

  test('turns pages with Space, arrows and a presenter’s PageDown', async () => {
    await show('The words come from epidemics');
    const before = await slideNumber();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('PageUp');
    expect(await slideNumber()).toBe(before + 1);
    await show('The words come from epidemics');
    await sim.getByRole('slider', { name: 'Round' }).focus();
    await page.keyboard.press('PageDown');
    expect(await slideNumber()).toBe(before + 1);
  });

  test('goes on and back by rounds with the keyboard, on the slider too, and the slide stays', async () => {
    await show('The words come from epidemics');
    const before = await slideNumber();
    await sim.getByRole('button', { name: 'One round on' }).focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('Enter');
    expect(await ask((one) => one.position)).toBe(5);
    await sim.getByRole('button', { name: 'One round back' }).focus();
    await page.keyboard.press('Space');
    expect(await ask((one) => one.position)).toBe(4);
    await sim.getByRole('slider', { name: 'Round' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await ask((one) => one.position)).toBe(6);
    await page.keyboard.press('Home');
    expect(await ask((one) => one.position)).toBe(0);
    expect(await slideNumber()).toBe(before);
  });

  test('says in words what a step changed', async () => {
    await show('The words come from epidemics');
    await press('One round on');
    expect(await sim.locator('[role=status]').textContent()).toMatch(/^Round 1: \d+ susceptible, \d+ infective, \d+ removed, 0 dead\.$/);
  });

  test('rewinds to a past that is as it was', async () => {
    await show('The words come from epidemics');
    const at = (round: number) => sim.evaluate((one, to) => ((one as GossipSim).seek(to), one.shadowRoot!.querySelector('.legend')!.textContent), round);
    const first = await at(4);
    const later = await at(9);
    expect(later).not.toBe(first);
    expect(await at(4)).toBe(first);
  });

  test('gives the arrow keys back to the deck after a mouse moved the slider', async () => {
    await show('The words come from epidemics');
    const before = await slideNumber();
    const box = (await sim.getByRole('slider', { name: 'Round' }).boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    expect(await ask((one) => one.position)).toBeGreaterThan(5);
    await page.keyboard.press('ArrowRight');
    expect(await slideNumber()).toBe(before + 1);
  });

  test('turns each knob of the sandbox by keyboard', async () => {
    await show('The sandbox');
    for (const [label, field, key] of [['Fanout', 'fanout', 'ArrowRight'], ['k', 'k', 'ArrowRight'], ['Loss', 'loss', 'ArrowRight'], ['Nodes', 'nodes', 'ArrowDown']] as const) {
      const value = () => sim.evaluate((one, name) => (one as GossipSim).scenario![name], field);
      const before = await value();
      await sim.getByLabel(label, { exact: false }).first().focus();
      await sim.locator(`[data-knob=${field}] :is(input, select)`).focus();
      await page.keyboard.press(key);
      await expect.poll(value, { message: label }).toBeGreaterThan(before);
    }
    await sim.locator('[data-knob=step] select').selectOption('2');
    await settled(page);
    await ask((one) => one.seek(60));
    expect(await ask((one) => one.position), 'push never falls silent').toBe(60);
  });

  test('starts another run with another seed, and the same one with the same', async () => {
    await show('The words come from epidemics');
    const run = async (seed: string) => {
      await sim.getByLabel('Seed').fill(seed);
      await sim.getByLabel('Seed').press('Enter');
      return ask((one) => (one.seek(8), JSON.stringify(one.film!.frames[7]!.flights)));
    };
    const first = await run('11');
    expect(await run('12')).not.toBe(first);
    expect(await run('11')).toBe(first);
  });

  test('tells a rumor to the node that was clicked', async () => {
    await show('Each node calls one random peer a round');
    await clickNode(page, sim, 10);
    expect(await ask((one) => one.scenario!.writes.map(({ node, round }) => ({ node, round })))).toEqual([{ node: 10, round: 1 }]);
    await press('One round on');
    expect(await ask((one) => one.film!.frames[0]!.totals.knowing)).toBe(2);
  });

  test('tells a rumor by keyboard', async () => {
    await show('Each node calls one random peer a round');
    await sim.getByRole('spinbutton', { name: 'Node' }).fill('33');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await ask((one) => one.scenario!.writes[0]!.node)).toBe(33);
  });

  test('kills the node that was clicked, in the next round, and revives it by keyboard', async () => {
    await show('Kill one, and watch the news');
    await ask((one) => one.seek(6));
    await clickNode(page, sim, 4);
    expect(await ask((one) => one.scenario!.faults.at(-1))).toEqual({ type: 'crash', node: 4, at: 7 });
    await ask((one) => one.seek(9));
    await press('Kill or revive');
    expect(await ask((one) => one.scenario!.faults.at(-1))).toEqual({ type: 'recover', node: 4, at: 10 });
  });

  test('is cut by a dragged line and healed by its button', async () => {
    await show('The sandbox');
    const box = (await sim.locator('.network canvas').boundingBox())!;
    await page.mouse.move(box.x + box.width / 2 + 20, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
    await page.mouse.move(box.x + box.width / 2 - 20, box.y + box.height - 5, { steps: 4 });
    await page.mouse.up();
    const fault = (await ask((one) => one.scenario!.faults[0]))!;
    expect(fault).toMatchObject({ type: 'link', loss: 1, at: 1 });
    await ask((one) => one.seek(15));
    const reasons = await ask((one) => {
      const cut = one.scenario!.faults[0];
      const side = new Set(cut?.type === 'link' && cut.from !== 'all' ? cut.from : []);
      return one.film!.frames.flatMap((frame) => frame.flights).filter(({ from, to, outcome }) => side.has(from) !== side.has(to) && outcome !== 'lost').length;
    });
    expect(reasons, 'messages that crossed the cut').toBe(0);
    await sim.getByRole('button', { name: 'Heal the cut' }).click();
    expect(await ask((one) => one.scenario!.faults[0])).toMatchObject({ at: 1, until: expect.any(Number) as number });
    expect(await sim.getByRole('button', { name: 'Cut in two' }).isVisible()).toBe(true);
  });

  test('stops its loop when its slide is left, and draws nothing more', async () => {
    await show('The words come from epidemics');
    await page.keyboard.press('Enter');
    await page.evaluate(() => {
      const original = requestAnimationFrame;
      Object.assign(window, { frames: 0 });
      window.requestAnimationFrame = (callback) => {
        (window as unknown as { frames: number }).frames++;
        return original(callback);
      };
    });
    await page.keyboard.press('ArrowRight');
    const frames = () => page.evaluate(() => (window as unknown as { frames: number }).frames);
    // The slide takes a while to leave, the longer the busier the machine is; then there is silence.
    await expect.poll(async () => {
      const before = await frames();
      await page.waitForTimeout(300);
      return (await frames()) - before;
    }, { timeout: 15_000 }).toBe(0);
    expect(await page.evaluate(() => [...document.querySelectorAll<GossipSim>('gossip-sim')].filter((one) => one.playing).length)).toBe(0);
  });

  test('stands still within a round when the system asks for reduced motion', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await show('The words come from epidemics');
    await page.keyboard.press('Enter');
    const pictures = new Map<string, Set<string>>();
    await expect.poll(async () => {
      const [round, picture] = await ask((one) => [one.shadowRoot!.querySelector('.round')!.textContent!, one.shadowRoot!.querySelector('canvas')!.toDataURL()]);
      pictures.set(round!, (pictures.get(round!) ?? new Set()).add(picture!));
      return pictures.size;
    }, { timeout: 30_000, interval: 100 }).toBeGreaterThan(3);
    for (const [round, drawn] of pictures) expect(drawn.size, round).toBe(1);
  });

  test('does not grow: forty runs leave no more memory in use than five', async () => {
    await show('One knob: how many peers a round');
    const session = await page.context().newCDPSession(page);
    const inUse = async (): Promise<number> => {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    };
    const runs = (count: number) => sim.evaluate((one, times) => {
      const seed = one.shadowRoot!.querySelector<HTMLInputElement>('.bar input[type=number]')!;
      for (let i = 0; i < times; i++) {
        seed.value = String(Number(seed.value) + 1);
        seed.dispatchEvent(new Event('change', { bubbles: true }));
        (one as GossipSim).seek(20);
      }
    }, count);
    await runs(5);
    const early = await inUse();
    await runs(40);
    expect((await inUse()) - early).toBeLessThan(1_000_000);
  });

  test('shows where the focus is, and is no application', async () => {
    await show('The sandbox');
    const controls = sim.locator('button, select, input');
    for (let i = 0; i < (await controls.count()); i++) {
      await controls.nth(i).focus();
      await page.keyboard.press('Shift');
      const outline = await controls.nth(i).evaluate((one) => [one.matches(':focus-visible'), getComputedStyle(one).outlineStyle]);
      expect(outline).toEqual([true, 'solid']);
    }
    expect(await page.evaluate(() => document.querySelectorAll('[role=application]').length)).toBe(0);
    expect(await sim.locator('[role=application]').count()).toBe(0);
  });

  test('names every control', async () => {
    await show('The sandbox');
    const nameless = await sim.locator('button, select, input').evaluateAll((all) => all.filter((one) => (one.textContent === '' || one.tagName === 'SELECT') && one.closest('label') === null && !one.hasAttribute('aria-label')).length);
    expect(nameless).toBe(0);
  });
});

/** Clicks where a node of a ring is drawn. */
async function clickNode(page: Page, sim: Locator, node: number): Promise<void> {
  const box = (await sim.locator('.network canvas').boundingBox())!;
  const nodes = await sim.evaluate((one) => (one as GossipSim).scenario!.nodes);
  const angle = (node / nodes) * 2 * Math.PI - Math.PI / 2;
  const radius = Math.min(box.width, box.height) / 2 - 22;
  await page.mouse.click(box.x + box.width / 2 + Math.cos(angle) * radius, box.y + box.height / 2 + Math.sin(angle) * radius);
}
