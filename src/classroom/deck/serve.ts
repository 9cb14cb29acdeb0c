import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { ROOT, viteConfig } from './vite-config.ts';

/**
 * A save is told once its file has been quiet for this long, in milliseconds. Without it, the watcher
 * tells the first save at once and drops every other one in the 50 ms after: the page then keeps the
 * older code. It must be well above 5, for the watcher looks at a file no more often than that.
 */
const QUIET = 50;

/**
 * Serves the deck to this machine only. Saved Markdown, styles and steps appear at once.
 *
 * A port that is taken is skipped for the next free one; read the real one off the answer.
 */
export async function serve(port: number): Promise<{ url: string; server: ViteDevServer }> {
  const server = await createServer({
    ...viteConfig(),
    // What is wrong with a step stands on its slide; here it would only be a stack trace.
    logLevel: 'silent',
    define: { SERVED: 'true' },
    server: {
      host: '127.0.0.1',
      port,
      // A step that does not compile is explained on its own slide, not over the whole deck.
      hmr: { overlay: false },
      fs: { allow: [ROOT] },
      watch: { awaitWriteFinish: { stabilityThreshold: QUIET, pollInterval: QUIET / 5 } },
    },
    optimizeDeps: { include: ['reveal.js', 'reveal.js/plugin/markdown', 'reveal.js/plugin/notes'] },
  });
  // Vite watches the steps one by one, and loses sight of one that an editor replaces. Their folder stays.
  server.watcher.add(join(ROOT, 'steps'));
  await server.listen();
  const address = server.httpServer!.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return { url: `http://127.0.0.1:${taken}/`, server };
}
