import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

interface Axe {
  run(context: string | Document, options: object): Promise<{ violations: { impact: string; id: string; nodes: { html: string }[] }[] }>;
}

/** Puts axe into the page. */
export async function axeIn(page: Page): Promise<void> {
  await page.addScriptTag({ path: fileURLToPath(new URL('node_modules/axe-core/axe.min.js', import.meta.url)) });
}

/**
 * What axe finds wrong below `selector`, or in the whole page, of whatever weight. Contrast is measured
 * by contrast.ts, which takes a twentieth of the time.
 */
export function faultsIn(page: Page, selector?: string): Promise<string[]> {
  return page.evaluate(async (context) => {
    const { axe } = window as unknown as { axe: Axe };
    const { violations } = await axe.run(context ?? document, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: false } } });
    return violations.map(({ impact, id, nodes }) => `${impact}: ${id}, ${nodes.map(({ html }) => html.slice(0, 120)).join(' and ')}`);
  }, selector);
}
