import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { replaceFile } from '../../course/replace-file.ts';
import { OUT, viteConfig } from './vite-config.ts';

/**
 * Writes the whole deck into one HTML file that opens by double-click, with no network.
 *
 * Browsers refuse modules from `file://`, so everything becomes one classic script inside the page.
 * Answers the path of the file.
 */
export async function buildDeck(): Promise<string> {
  const config = viteConfig();
  const result = await build({
    ...config,
    define: { SERVED: 'false', 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      assetsInlineLimit: Infinity,
      cssCodeSplit: false,
      lib: { entry: join(config.root!, 'main.ts'), formats: ['iife'], name: 'deck', fileName: 'deck', cssFileName: 'deck' },
    },
  });
  const files = (Array.isArray(result) ? result : [result]).flatMap((one) => ('output' in one ? one.output : []));
  const script = files.find((file) => file.type === 'chunk');
  const styles = files.find((file) => file.type === 'asset' && file.fileName.endsWith('.css'));
  if (script?.type !== 'chunk' || styles?.type !== 'asset') throw new Error('The build gave no script or no style sheet.');
  const page = await readFile(join(config.root!, 'index.html'), 'utf8');
  const path = join(OUT, 'index.html');
  replaceFile(path, inline(page, script.code, String(styles.source)));
  return path;
}

/** Puts script and styles into the page. Functions as replacements: a `$` in them means nothing. */
export function inline(page: string, script: string, styles: string): string {
  return page
    .replace('<!-- styles -->', () => `<style>\n${styles.replaceAll('</style', '<\\/style')}\n</style>`)
    .replace(/<script type="module".*<\/script>/, () => `<script>\n${harmless(script)}\n</script>`);
}

/** Inside a script element, these three would end it or change how it is read. In JavaScript they only stand in texts. */
function harmless(script: string): string {
  return script.replaceAll('</script', '<\\/script').replaceAll('<script', '\\x3Cscript').replaceAll('<!--', '\\x3C!--');
}
