import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../src/course/root.ts';
import { callerNode } from '../../../src/host/caller-node.ts';
import type { CreateNode } from '../../../src/gossip/types.ts';
import { createNode as pushNode } from '../../../solutions/02-push/push.ts';
import { createNode as mergeNode } from '../../../solutions/03-merge/merge.ts';
import { createNode as rumorNode } from '../../../solutions/04-rumor-decay/rumor-decay.ts';
import { createNode as detectorNode } from '../../../solutions/05-failure-detection/failure-detection.ts';
import { createNode as suspiciousNode } from '../../../solutions/06-suspicion/suspicion.ts';
import { createNode as repairingNode } from '../../../solutions/07-anti-entropy/anti-entropy.ts';
import { createNode as clusterNode } from '../../../solutions/08-cluster/cluster.ts';
import { heightsSoFar } from '../../../slides/element/curves.ts';
import { sortedByCoin } from '../../../slides/model/coin-sort.ts';
import type { Totals } from '../../../slides/model/frame.ts';
import { Run } from '../../../slides/model/run.ts';
import { readSettings } from '../../../slides/model/settings.ts';

const NODES: Readonly<Record<number, unknown>> = { 1: callerNode(sortedByCoin), 2: pushNode, 3: mergeNode, 4: rumorNode, 5: detectorNode, 6: suspiciousNode, 7: repairingNode, 8: clusterNode };

/** A run as it is on a slide with these attributes, with the reference. */
export function runOf(attributes: Readonly<Record<string, string>>): Run {
  const run = new Run(readSettings({ getAttribute: (name) => attributes[name] ?? null }), heightsSoFar);
  run.load(NODES[run.settings.step] as CreateNode);
  return run;
}

/** The run on the slide with this heading, and what the presenter is told to say. */
export function onSlide(section: string, heading: string, also: Readonly<Record<string, string>> = {}): { run: Run; notes: string } {
  const text = readFileSync(join(ROOT, 'slides', 'content', `${section}.md`), 'utf8');
  const slide = text.split(/^---$/m).find((part) => part.includes(`## ${heading}\n`));
  if (slide === undefined) throw new Error(`There is no slide called “${heading}”.`);
  const tag = /<gossip-sim([^>]*)>/.exec(slide)![1]!;
  const attributes = Object.fromEntries([...tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name, value = '']) => [name!, value]));
  return { run: runOf({ ...attributes, ...also }), notes: slide.split(/^Note:$/m)[1]! };
}

/** Plays to the end; what has come of it. */
export function endOf(run: Run): Totals {
  run.seek(run.settings.rounds);
  return run.film!.frames.at(-1)!.totals;
}
