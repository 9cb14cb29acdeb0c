import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { movingSvg } from '../../view/take-home.ts';
import { record } from '../../recording/record.ts';
import { standardScenario, STEPS } from '../../course/steps.ts';
import type { Finding } from './finding.ts';
import { readText } from '../../course/material.ts';
import { replaceFile } from '../../course/replace-file.ts';

/** Where the picture lies that README.md and WORKSHOP.md show: beside the other things that `--update` writes. */
export const PICTURE = 'test/golden/terminal.svg';

/** What is shown. In this round, which stands still for whoever wants no movement, every state has a node in it. */
const SHOWN = { step: 4, seed: 8, round: 6 };

/** The terminal while it shows a run of the solutions: the same picture on every machine. */
async function drawPicture(root: string): Promise<string> {
  const step = STEPS.find(({ number }) => number === SHOWN.step)!;
  const { film, fault } = await record({ step: step.number, code: join(root, 'solutions'), scenario: { ...standardScenario(step), seed: SHOWN.seed }, trace: false });
  if (film === undefined || fault !== undefined) throw new Error(fault?.sentence ?? 'the run that is shown left nothing to show');
  return movingSvg(film, { round: SHOWN.round });
}

/** Is the picture still what the program draws? With `update` it is made so. */
export async function checkPicture(root: string, update: boolean): Promise<Finding[]> {
  const now = await drawPicture(root);
  if (update) replaceFile(join(root, PICTURE), now);
  if (!existsSync(join(root, PICTURE))) return [{ where: PICTURE, problem: 'does not exist; run with --update' }];
  if (readText(root, PICTURE) === now) return [];
  return [{ where: PICTURE, problem: 'is not what the program draws now; if the new picture is right, run with --update, and look at it' }];
}
