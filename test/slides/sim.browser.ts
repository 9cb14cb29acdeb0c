import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { GossipSim } from '../../slides/element/gossip-sim.ts';
import { goTo, openBrowser, openDeck, settled, SIZES, SKIP, slideCalled } from './open.ts';

describe.skipIf(SKIP)('a picture on a slide', () => {
  let browser: Browser;
  /** Kept from test to test, unless one has changed more of it than Reset brings back. */
  let page: Page;
  /** A test that changes more begins with this, and ends with the opposite where it has put all back. */
  let spoilt = true;
  const url = inject('deck');
  let sim: Locator;

  beforeAll(async () => {
    browser = await openBrowser(inject('browser'));
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    if (spoilt) {
      page = await browser.newPage({ viewport: SIZES[0] });
      await openDeck(page, url);
      sim = page.locator('section.present gossip-sim');
      spoilt = false;
    } else await page.evaluate(resetAll);
  });
  afterEach(async () => {
    if (spoilt) await page.close();
  });

  const show = async (heading: string): Promise<void> => goTo(page, await slideCalled(page, heading));
  const ask = <T>(question: (element: GossipSim) => T): Promise<T> => sim.evaluate(question as (element: Element) => T);
  const press = async (name: string): Promise<void> => {
    await sim.getByRole('button', { name, exact: true }).click();
  };
  const fast = async (): Promise<void> => {
    await sim.getByLabel('Speed').selectOption('3.2');
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
    await sim.getByRole('button', { name: '+1: one round on' }).focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('Enter');
    expect(await ask((one) => one.position)).toBe(5);
    await sim.getByRole('button', { name: '−1: one round back' }).focus();
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
    await press('+1: one round on');
    expect(await sim.locator('.unseen').textContent()).toMatch(/^Round 1: \d+ susceptible, \d+ infective, \d+ removed\.$/);
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
    await press('+1: one round on');
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

  test('answers for the node that was clicked, and by keyboard for any, and goes on answering while it plays', async () => {
    await show('The words come from epidemics');
    await ask((one) => one.seek(5));
    await clickNode(page, sim, 12);
    const title = () => sim.locator('.panel h3').textContent();
    expect(await title()).toBe('Node 12, at the end of round 5');
    await sim.getByRole('spinbutton', { name: 'Node' }).fill('0');
    expect(await title()).toBe('Node 0, at the end of round 5');
    expect(await sim.locator('.panel').textContent()).toContain('Node 0: infective, was written to in round 1.');
    await ask((one) => one.seek(6));
    expect(await title()).toBe('Node 0, at the end of round 6');
    await sim.getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('Space');
    expect(await sim.locator('.panel').isVisible()).toBe(false);
    await page.keyboard.press('Space');
    expect(await title()).toBe('Node 0, at the end of round 6');
  });

  test('answers for the message that was clicked, on its way and where it went, and by keyboard', async () => {
    await show('The words come from epidemics');
    const first = await ask((one) => (one.seek(1), one.film!.frames[0]!.flights.findIndex(({ message }) => message.type === 'push')));
    const { from, to } = await sim.evaluate((one, index) => {
      const flight = (one as GossipSim).film!.frames[0]!.flights[index]!;
      return { from: flight.from, to: flight.to };
    }, first);
    const [start, end] = [await placeOf(sim, from), await placeOf(sim, to)];
    await page.mouse.click(start.x + 0.4 * (end.x - start.x), start.y + 0.4 * (end.y - start.y));
    const words = new RegExp(`^push from ${from} to ${to}, sent at 0 ms, arrived at 50 ms: news`);
    expect(await sim.locator('.panel .message').textContent()).toMatch(words);
    await press('Close');
    await sim.getByRole('spinbutton', { name: 'Node' }).fill(String(to));
    await press('Ask it');
    const list = sim.getByRole('combobox', { name: 'Its messages in this round' });
    await list.focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => sim.locator('.panel .message').textContent()).toMatch(words);
  });

  test('can be asked on every slide that has a picture with controls', async () => {
    const without = await page.evaluate(() => [...document.querySelectorAll('gossip-sim:not([bare])')].filter((one) => ![...one.shadowRoot!.querySelectorAll('button')].some(({ textContent }) => textContent === 'Ask it')).length);
    expect(without).toBe(0);
  });

  test('says in sight what it refuses, and goes on', async () => {
    spoilt = true;
    await show('The sandbox');
    const complaints: string[] = [];
    const hear = ({ message }: Error): unknown => complaints.push(message);
    page.on('pageerror', hear);
    const said = sim.locator('.said');
    await sim.getByLabel('Seed').fill('1e20');
    await page.keyboard.press('Enter');
    expect(await said.textContent()).toBe('seed is 100000000000000000000; allowed: a whole number of at least 0. It stays as it was.');
    expect(await sim.getByLabel('Seed').inputValue()).toBe('1');
    await sim.getByRole('spinbutton', { name: 'Node' }).fill('100');
    await press('Tell it');
    expect(await said.textContent()).toBe('There is no node 100; there are 0 to 99.');
    expect(await said.isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    expect(await ask((one) => (one.seek(3), one.position))).toBe(3);
    page.off('pageerror', hear);
    spoilt = false;
  });

  test('shows at once what a kill will do, and what a second one undoes', async () => {
    await show('Kill one, and watch the news');
    await ask((one) => one.seek(6));
    const drawn = () => ask((one) => one.shadowRoot!.querySelector('canvas')!.toDataURL());
    await clickNode(page, sim, 4);
    const pending = await drawn();
    expect(await sim.locator('.said').textContent()).toBe('Node 4 goes down from round 7 on.');
    await clickNode(page, sim, 4);
    expect(await sim.locator('.said').textContent()).toBe('Node 4 is up from round 7 on.');
    expect(await drawn()).not.toBe(pending);
  });

  test('draws the ring around a chosen node whole, wherever it stands', async () => {
    await show('Kill one, and watch the news');
    for (const node of [0, 6, 12, 18]) {
      await sim.getByRole('spinbutton', { name: 'Node' }).fill(String(node));
      const edge = await ask((one) => {
        const { width, height } = one.shadowRoot!.querySelector('canvas')!;
        const { data } = one.shadowRoot!.querySelector('canvas')!.getContext('2d')!.getImageData(0, 0, width, height);
        const drawn = (x: number, y: number): boolean => data[4 * (y * width + x) + 3]! > 0;
        return [...Array(width).keys()].some((x) => drawn(x, 0) || drawn(x, height - 1)) || [...Array(height).keys()].some((y) => drawn(0, y) || drawn(width - 1, y));
      });
      expect(edge, `node ${node}`).toBe(false);
    }
  });

  test('begins as the slide was written after Reset', async () => {
    await show('Each node calls one random peer a round');
    await clickNode(page, sim, 10);
    await ask((one) => one.seek(12));
    await press('Reset');
    await settled(page);
    expect(await ask((one) => [one.position, one.scenario!.writes.length])).toEqual([0, 0]);
  });

  test('tells a screen reader the figures of the moment on screen', async () => {
    await show('The words come from epidemics');
    await fast();
    await ask((one) => one.play());
    await expect.poll(() => ask((one) => one.position), { timeout: 20_000, interval: 20 }).toBeGreaterThan(3);
    await ask((one) => one.pause());
    const [status, legend] = await ask((one) => [one.shadowRoot!.querySelector('.unseen')!.textContent!, one.shadowRoot!.querySelector('.legend')!.textContent!]);
    const counts = (text: string): string[] => text.replace(/^.*?:/, '').match(/\d+/g)!;
    expect(counts(status!)).toEqual(legend!.match(/\d+/g));
    const labels = await ask((one) => [...one.shadowRoot!.querySelectorAll('canvas')].map((canvas) => canvas.getAttribute('aria-label')!));
    expect(labels[0]).toContain(`${counts(status!)[0]} susceptible`);
    expect(labels[1]).toMatch(/^Curve over the rounds, up to round \d+: knows \d+ %, infective \d+ %$/);
    expect(await sim.getByRole('slider', { name: 'Round' }).getAttribute('aria-valuetext')).toMatch(/^round \d+ of 30$/);
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
    spoilt = true;
    await show('The words come from epidemics');
    await page.keyboard.press('Enter');
    await page.evaluate(() => {
      const original = requestAnimationFrame;
      Object.assign(window, { frames: 0, original });
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
    await page.evaluate(() => Object.assign(window, { requestAnimationFrame: (window as unknown as { original: typeof requestAnimationFrame }).original }));
    spoilt = false;
  });

  test('stands still within a round when the system asks for reduced motion', async () => {
    spoilt = true;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await show('The words come from epidemics');
    await fast();
    await page.keyboard.press('Enter');
    const pictures = new Map<string, Set<string>>();
    await expect.poll(async () => {
      const [round, picture] = await ask((one) => [one.shadowRoot!.querySelector('.round')!.textContent!, one.shadowRoot!.querySelector('canvas')!.toDataURL()]);
      pictures.set(round!, (pictures.get(round!) ?? new Set()).add(picture!));
      return pictures.size;
    }, { timeout: 30_000, interval: 100 }).toBeGreaterThan(3);
    for (const [round, drawn] of pictures) expect(drawn.size, round).toBe(1);
    await page.emulateMedia({ reducedMotion: null });
    spoilt = false;
  });

  test('draws in a frame what moves, and nothing that has not changed', async () => {
    spoilt = true;
    await show('Stop after k calls in a row that were no news');
    // The page's clock goes on by a sixtieth of a second a frame, however busy the machine is.
    const count = await ask(async (one) => {
      one.seek(5);
      let frame: FrameRequestCallback | undefined;
      let now = performance.now();
      window.requestAnimationFrame = (callback) => {
        frame = callback;
        return 1;
      };
      performance.now = () => now;
      const next = (): void => frame?.((now += 1000 / 60));
      one.play();
      next();
      const drawn = { texts: 0, lines: 0, measured: 0, changed: 0 };
      const { fillText, stroke } = CanvasRenderingContext2D.prototype;
      const { getBoundingClientRect } = Element.prototype;
      CanvasRenderingContext2D.prototype.fillText = function (...args) {
        drawn.texts++;
        fillText.apply(this, args);
      };
      CanvasRenderingContext2D.prototype.stroke = function (this: CanvasRenderingContext2D) {
        drawn.lines++;
        (stroke as () => void).call(this);
      } as typeof stroke;
      Element.prototype.getBoundingClientRect = function () {
        drawn.measured++;
        return getBoundingClientRect.call(this);
      };
      const observer = new MutationObserver((records) => (drawn.changed += records.length));
      observer.observe(one.shadowRoot!, { subtree: true, childList: true, attributes: true, characterData: true });
      for (let i = 0; i < 8; i++) next();
      await Promise.resolve();
      return { ...drawn, moving: one.film!.frames[5]!.flights.filter(({ depart }) => depart === 0).length };
    });
    expect(count).toEqual({ texts: 0, lines: expect.any(Number) as number, measured: 0, changed: 0, moving: expect.any(Number) as number });
    // The lines of the messages under way, and the chart where the playhead has come to another column.
    expect(count.lines).toBeLessThanOrEqual(8 * (count.moving + 3));
  });

  test('does not grow: forty runs leave no more memory in use than five', async () => {
    spoilt = true;
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
    await session.detach();
    spoilt = false;
  });

  test('shows where the focus is, and is no application', async () => {
    await show('The sandbox');
    // From now on the focus is moved by keys, as far as the browser knows.
    await page.keyboard.press('Tab');
    const outlines = await ask((one) => [...one.shadowRoot!.querySelectorAll<HTMLElement>('button, select, input')].filter((control) => control.checkVisibility()).map((control) => {
      control.focus();
      return `${String(control.matches(':focus-visible'))} ${getComputedStyle(control).outlineStyle}`;
    }));
    expect(outlines.length).toBeGreaterThanOrEqual(15);
    expect(new Set(outlines)).toEqual(new Set(['true solid']));
    expect(await page.evaluate(() => document.querySelectorAll('[role=application]').length)).toBe(0);
    expect(await sim.locator('[role=application]').count()).toBe(0);
  });
});

/** Brings all pictures back that were used, and takes the focus from whatever has it. Runs in the page. */
async function resetAll(): Promise<void> {
  for (const one of document.querySelectorAll<GossipSim>('gossip-sim:not([bare])')) {
    if (one.state?.touched !== true) continue;
    one.pause();
    [...one.shadowRoot!.querySelectorAll('button')].find(({ textContent }) => textContent === 'Reset')!.click();
    await one.ready;
    (one.shadowRoot!.activeElement as HTMLElement | null)?.blur();
  }
}

/** Clicks where a node of a ring is drawn. */
async function clickNode(page: Page, sim: Locator, node: number): Promise<void> {
  const { x, y } = await placeOf(sim, node);
  await page.mouse.click(x, y);
}

async function placeOf(sim: Locator, node: number): Promise<{ x: number; y: number }> {
  const box = (await sim.locator('.network canvas').boundingBox())!;
  const nodes = await sim.evaluate((one) => (one as GossipSim).scenario!.nodes);
  const angle = (node / nodes) * 2 * Math.PI - Math.PI / 2;
  const radius = Math.min(box.width, box.height) / 2 - 24;
  return { x: box.x + box.width / 2 + Math.cos(angle) * radius, y: box.y + box.height / 2 + Math.sin(angle) * radius };
}
