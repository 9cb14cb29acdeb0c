import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { GossipSim } from '../../slides/element/gossip-sim.ts';
import { openBrowser, openDeck, SKIP } from './open.ts';

const run = promisify(execFile);
/** Stands between two traces. */
const END = '=== end of a trace ===';
const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs that use everything a scenario can say on a slide: attributes, and the flags that mean the same. */
const RUNS = [
  { attributes: { step: '1', view: 'calls', nodes: '10', rounds: '20', fanout: '3', seed: '5', writes: 'none' }, flags: ['1', '--nodes', '10', '--rounds', '20', '--fanout', '3', '--seed', '5'] },
  { attributes: { step: '2', nodes: '60', rounds: '20', fanout: '2', seed: '7', loss: '0.1' }, flags: ['2', '--nodes', '60', '--rounds', '20', '--fanout', '2', '--seed', '7', '--loss', '0.1'] },
  { attributes: { step: '3', view: 'values', nodes: '40', rounds: '20', seed: '1', writes: '1:0:a 1:20:b' }, flags: ['3', '--rounds', '20', '--seed', '1'] },
  { attributes: { step: '4', nodes: '200', rounds: '40', k: '2', fanout: '2', seed: '7', loss: '0.1', kill: '17@5' }, flags: ['4', '--nodes', '200', '--rounds', '40', '--k', '2', '--fanout', '2', '--seed', '7', '--loss', '0.1', '--kill', '17@5'] },
  { attributes: { step: '4', nodes: '50', rounds: '40', k: '3', seed: '2', decay: 'blind-coin' }, flags: ['4', '--nodes', '50', '--rounds', '40', '--k', '3', '--seed', '2', '--decay', 'blind-coin'] },
  { attributes: { step: '5', view: 'beliefs', nodes: '24', rounds: '20', fanout: '2', k: '3', seed: '2', writes: 'none', kill: '17@3', loss: '0.05' }, flags: ['5', '--nodes', '24', '--rounds', '20', '--k', '3', '--seed', '2', '--kill', '17@3', '--loss', '0.05'] },
  { attributes: { step: '6', view: 'beliefs', nodes: '20', rounds: '15', fanout: '2', k: '3', seed: '3', writes: 'none', slow: '7@3:600' }, flags: ['6', '--nodes', '20', '--rounds', '15', '--seed', '3', '--slow', '7@3:600'] },
  { attributes: { step: '7', view: 'beliefs', nodes: '20', rounds: '20', fanout: '2', k: '3', seed: '3', writes: '1:0:a 6:0:', cut: '10@3-9', 'grace-rounds': '5' }, flags: ['7', '--nodes', '20', '--rounds', '20', '--seed', '3', '--write', '0=a@1', '--write', '0=@6', '--cut', '10@3-9', '--grace-rounds', '5'] },
  { attributes: { step: '8', view: 'beliefs', nodes: '20', rounds: '20', fanout: '2', k: '3', seed: '3', writes: 'none', kill: '7@3', restart: '7@9' }, flags: ['8', '--nodes', '20', '--rounds', '20', '--seed', '3', '--kill', '7@3', '--restart', '7@9'] },
];

describe.skipIf(SKIP)('the same scenario on a slide and in the terminal', () => {
  let browser: Browser;
  let page: Page;
  let traces: Promise<string[]>;

  beforeAll(async () => {
    browser = await openBrowser(inject('browser'));
    page = await browser.newPage();
    traces = tracesOf(RUNS.map(({ flags }) => flags));
    await openDeck(page, inject('deck'));
  });
  afterAll(() => browser?.close());

  test.each(RUNS)('gives the same trace: play $flags', async ({ attributes, flags }) => {
    const slide = await page.evaluate(traceOf, attributes);
    const lines = (await traces)[RUNS.findIndex((run) => run.flags === flags)]!.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(100);
    // The terminal stops recording when nothing new can happen; a slide goes on to the last round.
    expect(slide.length).toBeGreaterThanOrEqual(lines.length);
    expect(slide.slice(0, lines.length).map((line) => JSON.parse(line) as unknown)).toEqual(lines.map((line) => JSON.parse(line) as unknown));
  });

  test('gives the same past after a change: what was recorded before it stays as it was', async () => {
    const [before, after] = await page.evaluate(async () => {
      const sim = document.createElement('gossip-sim') as GossipSim;
      for (const [name, value] of Object.entries({ step: '4', nodes: '40', seed: '3', loss: '0.2', tools: 'tell kill cut' })) sim.setAttribute(name, value);
      document.body.append(sim);
      await sim.ready;
      sim.seek(12);
      sim.seek(6);
      const past = () => JSON.stringify(sim.film!.frames.slice(0, 6));
      const first = past();
      [...sim.shadowRoot!.querySelectorAll('button')].find((one) => one.textContent === 'Kill or revive')!.click();
      const second = past();
      sim.remove();
      return [first, second];
    });
    expect(after).toBe(before);
  });
});

/** What the terminal prints for these runs. */
async function tracesOf(flags: readonly (readonly string[])[]): Promise<string[]> {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', 'test/slides/terminal.js', JSON.stringify(flags), END], { cwd: root, maxBuffer: 2 ** 28 });
  return stdout.split(`${END}\n`);
}

/** Plays a `<gossip-sim>` with these attributes to its end, and answers its trace as JSON lines. Runs in the page. */
async function traceOf(attributes: Record<string, string>): Promise<string[]> {
  const sim = document.createElement('gossip-sim') as GossipSim;
  for (const [name, value] of Object.entries(attributes)) sim.setAttribute(name, value);
  const lines: string[] = [];
  sim.listener = (event) => {
    lines.push(JSON.stringify(event));
  };
  document.body.append(sim);
  await sim.ready;
  sim.seek(sim.scenario!.rounds);
  sim.remove();
  return lines;
}
