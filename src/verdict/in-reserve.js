// What a child in reserve does while nobody waits for it: it loads all that the tests of the steps
// import and that no save changes, and runs it in.
import { readdirSync } from 'node:fs';
import { register } from 'tsx/esm/api';

const SUPPORT = new URL('../../test/support/', import.meta.url);
const SIM = new URL('../sim/', import.meta.url);
const MILLISECONDS_UNTIL_LOADED = 20;

let runs = [];
let wanted = false;

/** Node 20 cannot read TypeScript by itself. tsx goes again when all is read: it would slow down what Vitest loads afterwards. */
async function load() {
  const unregister = register();
  for (const folder of [SIM, SUPPORT]) {
    const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
    for (const file of files) await import(new URL(file, folder).href);
  }
  await import('fast-check');
  const { warmUps } = await import(new URL('warm-up.ts', SUPPORT).href);
  runs = await warmUps();
  await unregister();
  // Vitest loads this at the start of a run.
  await import('vitest/runtime');
}

/** Vitest must be listening first: a message goes to whoever listens when it comes. */
function wait() {
  if (process.listenerCount('message') === 0) return void setTimeout(wait, MILLISECONDS_UNTIL_LOADED);
  process.once('message', () => (wanted = true));
  playNext();
}

/** One run at a time, so that the child answers soon when it is needed. */
function playNext() {
  if (wanted || runs.length === 0) return;
  try {
    runs.shift()();
    setImmediate(playNext);
  } catch {
    // Somebody has changed a solution. What that does is not to be told here.
  }
}

// What cannot be loaded ahead is told by the test that needs it; tsx is then still there to read the rest.
await load().catch(() => undefined);
wait();
