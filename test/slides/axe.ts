import { fileURLToPath } from 'node:url';
import type { Frame, Page } from 'playwright-core';
import type { GossipSim } from '../../slides/element/gossip-sim.ts';

interface Axe {
  run(context: string | Document, options: object): Promise<{ violations: Violation[] }>;
}

interface Violation {
  readonly impact: string;
  readonly id: string;
  readonly nodes: { readonly html: string; readonly element?: Element }[];
}

/** Puts axe into the page. */
export async function axeIn(page: Page | Frame): Promise<void> {
  await page.addScriptTag({ path: fileURLToPath(new URL('node_modules/axe-core/axe.min.js', import.meta.url)) });
}

/**
 * What axe finds wrong below `selector`, or in the whole page, of whatever weight. On slides, contrast is
 * measured by contrast.ts, which takes a twentieth of the time.
 */
export function faultsIn(page: Page | Frame, selector?: string): Promise<string[]> {
  return violations(page, selector, { rules: { 'color-contrast': { enabled: false } } });
}

/**
 * What axe finds wrong on the slides, each named. All of them at once, as in the overview: to read the
 * page anew for each takes eight times as long.
 */
export async function faultsOfSlides(page: Page): Promise<string[]> {
  await page.keyboard.press('o');
  await page.evaluate(async () => {
    await Promise.all([...document.querySelectorAll<GossipSim>('gossip-sim')].map((sim) => sim.ready));
    // A picture is described when it is drawn, and it is drawn when it is seen.
    await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
    for (const slide of document.querySelectorAll('.slides > section')) for (const name of ['hidden', 'aria-hidden', 'inert']) slide.removeAttribute(name);
  });
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe };
    const slides = [...document.querySelectorAll('.slides > section')];
    if (!slides.every((slide) => slide.checkVisibility({ visibilityProperty: true, opacityProperty: true }))) throw new Error('Not all slides are shown.');
    /** Also from inside a picture. */
    const slideOf = (element: Element): number => {
      const root = element.getRootNode();
      return root instanceof ShadowRoot ? slideOf(root.host) : slides.indexOf(element.closest('.slides > section')!) + 1;
    };
    const { violations } = await axe.run('.slides', { resultTypes: ['violations'], elementRef: true, rules: { 'color-contrast': { enabled: false } } });
    return violations.flatMap(({ impact, id, nodes }) => nodes.map(({ html, element }) => `slide ${slideOf(element!)}: ${impact}: ${id}, ${html.slice(0, 120)}`));
  });
}

/** Texts of the page that axe finds too pale. */
export function contrastIn(page: Page | Frame): Promise<string[]> {
  return violations(page, undefined, { runOnly: ['color-contrast'] });
}

function violations(page: Page | Frame, selector: string | undefined, options: object): Promise<string[]> {
  return page.evaluate(async ([context, more]) => {
    const { axe } = window as unknown as { axe: Axe };
    const found = await axe.run(context ?? document, { resultTypes: ['violations'], iframes: false, ...more });
    return found.violations.map(({ impact, id, nodes }) => `${impact}: ${id}, ${nodes.map(({ html }) => html.slice(0, 120)).join(' and ')}`);
  }, [selector, options] as const);
}
