import { fileURLToPath } from 'node:url';
import type { InlineConfig } from 'vite';

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Where the built deck and its PDF go. Git ignores it. */
export const OUT = fileURLToPath(new URL('../../../dist/slides/', import.meta.url));

/** What serving and building have in common. */
export function viteConfig(): InlineConfig {
  return {
    configFile: false,
    root: fileURLToPath(new URL('../../../slides/', import.meta.url)),
    base: './',
    cacheDir: fileURLToPath(new URL('../../../node_modules/.vite-slides/', import.meta.url)),
    publicDir: false,
    clearScreen: false,
    logLevel: 'warn',
  };
}
