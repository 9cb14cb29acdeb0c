import { fileURLToPath } from 'node:url';
import type { Frame, Page } from 'playwright-core';

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
