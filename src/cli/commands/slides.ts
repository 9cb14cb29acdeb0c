import { relative } from 'node:path';
import { ROOT } from '../../course/root.ts';
import { UsageError, type Arguments, type Command } from '../../terminal/usage.ts';

const COMMANDS = ['serve', 'build', 'pdf'];
const PATHS = ['90', 'half', 'day', 'all'];

/** The instructor's slides: served, built into one file, or printed. */
export const slides: Command = {
  name: 'slides',
  summary: 'Show the instructor\'s slides: serve, build or print them.',
  usage: '[serve|build|pdf] [--port N] [--path 90|half|day|all]',
  flags: {
    port: { type: 'string', value: 'N', help: 'serve: the port to try first, 5173 if not given' },
    path: { type: 'string', value: 'WHICH', help: 'pdf: the slides of 90 minutes, half a day (if not given), a full day, or all' },
  },
  examples: [
    'node rumor slides          then key S for the speaker view; ?path=90 in the address is the 90-minute path,',
    '                        ?path=day the full day; ?code=steps runs your own steps instead of the solutions',
    'node rumor slides build    dist/slides/index.html opens by double-click and needs no network',
    'node rumor slides pdf      dist/slides/rumor-has-it.pdf: slides and notes; needs Chromium, Chrome or Edge',
  ],
  run,
};

async function run({ positionals, text, wholeNumber }: Arguments): Promise<number> {
  const [what = 'serve', ...more] = positionals;
  if (!COMMANDS.includes(what)) throw new UsageError(`slides has no command ${JSON.stringify(what)}; allowed: ${COMMANDS.join(', ')}`);
  if (more.length > 0) throw new UsageError(`slides takes one command; ${JSON.stringify(more[0])} is too much`);
  const port = wholeNumber('port', 1, 65_535) ?? 5173;
  const path = text('path');
  if (path !== undefined && what !== 'pdf') throw new UsageError(`--path is for slides pdf; in a browser it stands in the address: ?path=${path}`);
  if (path !== undefined && !PATHS.includes(path)) throw new UsageError(`--path ${path}; allowed: ${PATHS.join(', ')}`);
  if (what === 'serve') return serveUntilStopped(port);
  return what === 'build' ? build() : print(path ?? 'half');
}

async function serveUntilStopped(port: number): Promise<number> {
  // The browser asks for files by their addresses, and Vite writes a "%" into those as it stands.
  if (ROOT.includes('%')) throw new UsageError(`the path of this folder holds a "%", and the slides cannot be served from there: ${ROOT}; move the folder, or use: node rumor slides build`);
  const { serve } = await import('../../classroom/deck/serve.ts');
  const { url, server } = await serve(port);
  say(`Slides          ${url}   (key S there: speaker view)`);
  say(`90-minute path  ${url}?path=90`);
  say(`Full day        ${url}?path=day`);
  say(`Your own steps  ${url}?code=steps`);
  say('Ctrl-C stops it.');
  await new Promise((stop) => {
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  await server.close();
  return 0;
}

async function build(): Promise<number> {
  const { buildDeck } = await import('../../classroom/deck/build.ts');
  say(`Wrote ${here(await buildDeck())}. Open it by double-click; it needs no network.`);
  return 0;
}

async function print(path: string): Promise<number> {
  const { printDeck, NoBrowser } = await import('../../classroom/deck/pdf.ts');
  try {
    say(`Wrote ${here(await printDeck(path))}: every slide, each followed by its notes.`);
    return 0;
  } catch (error) {
    if (!(error instanceof NoBrowser)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function here(path: string): string {
  return relative(process.cwd(), path);
}
