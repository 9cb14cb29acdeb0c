import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../../course/steps.ts';
import type { Commands } from '../../terminal/usage.ts';
import type { Finding } from './finding.ts';
import { compareGolden, updateGolden } from './golden.ts';
import { checkHints, checkLesson } from './lessons.ts';
import { checkLinks, countLinks } from './links.ts';
import { readDocument, type Document } from './markdown.ts';
import { filesIn, variantsOf } from '../../course/material.ts';
import { checkPicture } from './picture.ts';
import { RunnerPool } from './pool.ts';
import { checkQuotes, quotesIn } from './quotes.ts';
import { checkRooms } from './rooms.ts';
import { runStep, type RunsOptions } from './runs.ts';
import { checkDerivation, compareStarter, stepsAreUntouched } from './starters.ts';
import { findStray, findStrayFolders } from './stray.ts';
import { checkTypes, snippetsIn } from './types.ts';

export interface VerifyOptions {
  /** The folder of the repository. */
  readonly root: string;
  readonly steps: readonly Step[];
  /** Also look at what belongs to no step: the documents at the root, and the folders as a whole. */
  readonly whole: boolean;
  /** The tests run under the outer seeds 1 … this, too. */
  readonly outerSeeds: number;
  /** Write the messages of the wrong solutions, and the picture of the terminal, instead of comparing them. */
  readonly update: boolean;
  /** Compare `steps/` with the starters; `undefined` leaves it to git. */
  readonly compareSteps?: boolean;
  /** How many wrong solutions and other right ones a step must have. */
  readonly least: { readonly mutants: number; readonly alternatives: number };
  /** Play what the lessons quote and the picture shows. It takes a process for each quote. */
  readonly quotes: boolean;
  readonly wanted?: RunsOptions['wanted'];
  /** How many test runners to open at most; as many as the machine has use for unless told. With 0, no test is run. */
  readonly runners?: number;
  readonly commands: Commands;
}

/** What was looked at, and what is not true any more. */
export interface Report {
  readonly step?: Step;
  readonly findings: readonly Finding[];
  /** What was looked at, in a few words each, in the order of the output. */
  readonly checked: readonly string[];
  /** The wrong solutions, and the first test that fails with each. */
  readonly caught?: readonly { readonly name: string; readonly by: string }[];
}

export const LEAST = { mutants: 15, alternatives: 3 };

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'WORKSHOP.md', 'FURTHER.md', 'AGENTS.md', 'src/grade/README.md', 'src/cluster/containers/README.md'];

/** Looks whether steps, solutions, tests, mutants and lessons are true to each other. Reports step by step. */
export async function* verify(options: VerifyOptions): AsyncGenerator<Report> {
  const inSteps = options.compareSteps ?? stepsAreUntouched(options.root);
  const pool = options.runners === 0 ? undefined : await RunnerPool.open(options.root, options.runners);
  try {
    for (const step of options.steps) yield await verifyStep(step, pool, inSteps, options);
  } finally {
    await pool?.close();
  }
  if (options.whole) yield await verifyWhole(inSteps, options);
}

async function verifyStep(step: Step, pool: RunnerPool | undefined, inSteps: boolean, options: VerifyOptions): Promise<Report> {
  const { root } = options;
  const still = [...checkDerivation(root, step), ...(inSteps ? compareStarter(root, step) : []), ...checkNumbers(step, options), ...findStray(root, step, { inSteps })];
  const lesson = await verifyLesson(step, options);
  const tests = pool === undefined ? { findings: [], checked: [] } : await verifyTests(step, pool, options);
  return {
    ...tests,
    step,
    findings: [...still, ...lesson.findings, ...tests.findings],
    checked: [...tests.checked, ...lesson.checked, ...(inSteps ? [] : ['steps/ has edits and was not compared'])],
  };
}

/** Do the tests tell right from wrong, in words that were reviewed, whatever the seed? */
async function verifyTests(step: Step, pool: RunnerPool, options: VerifyOptions): Promise<Report> {
  const { root, outerSeeds } = options;
  const wanted = options.wanted === undefined ? {} : { wanted: options.wanted };
  const runs = await runStep(root, step, pool, wanted);
  if (options.update) updateGolden(root, step, runs.seen);
  const names = variantsOf(root, 'mutants', step).map(({ name }) => name);
  const golden = options.update ? [] : compareGolden(root, step, runs.seen, names);
  const shifted = outerSeeds === 0 ? [] : (await runStep(root, step, pool, { ...wanted, outerSeeds })).findings;
  return {
    findings: [...runs.findings, ...golden, ...shifted],
    checked: [
      `${runs.tests} tests`,
      `${runs.gaps} ${runs.gaps === 1 ? 'gap' : 'gaps'}`,
      `${runs.mutants} mutants`,
      `${runs.alternatives} alternatives`,
      ...(outerSeeds === 0 ? [] : [`${outerSeeds} more seeds`]),
    ],
    caught: [...runs.seen].map(([name, { title }]) => ({ name, by: title })),
  };
}

async function verifyLesson(step: Step, { root, quotes, commands }: VerifyOptions): Promise<Report> {
  const documents = ['README.md', 'hints.md'].flatMap((name) => documentAt(root, `steps/${step.folder}/${name}`));
  const snippets = documents.flatMap((document) => snippetsIn(step, document));
  const findings = await Promise.all([
    ...documents.map((document) => (document.where.endsWith('hints.md') ? checkHints(step, document) : checkLesson(step, document))),
    ...documents.map((document) => checkLinks(root, document, commands)),
    checkTypes(root, [step], snippets),
  ]);
  // One after the other: each quote plays a run of its own.
  for (const document of quotes ? documents : []) findings.push(await checkQuotes(root, document));
  const quoted = quotes ? documents.flatMap(quotesIn).length : 0;
  return { findings: findings.flat(), checked: [`${quoted} quotes`, `${snippets.length} code blocks`] };
}

async function verifyWhole(inSteps: boolean, { root, steps, quotes, commands, update }: VerifyOptions): Promise<Report> {
  const documents = DOCUMENTS.flatMap((name) => documentAt(root, name));
  const links = await Promise.all(documents.map((document) => checkLinks(root, document, commands)));
  const findings = [...links.flat(), ...findStrayFolders(root, steps, { inSteps }), ...checkRooms(root, { inSteps })];
  for (const document of quotes ? documents : []) findings.push(...(await checkQuotes(root, document)));
  if (quotes) findings.push(...(await checkPicture(root, update)));
  const count = documents.reduce((sum, document) => sum + countLinks(document), 0);
  return { findings, checked: [documents.map(({ where }) => where).join(', '), `${count} links`, 'the rooms of src', ...(quotes ? ['1 picture'] : [])] };
}

function documentAt(root: string, where: string): Document[] {
  return existsSync(join(root, where)) ? [readDocument(root, where)] : [];
}

function checkNumbers(step: Step, { root, least }: VerifyOptions): Finding[] {
  return (['mutants', 'alternatives'] as const).flatMap((kind) => {
    const where = `test/${kind}/${step.folder}`;
    const found = filesIn(root, where).length;
    return found >= least[kind] ? [] : [{ where, problem: `holds ${found} ${kind}; there should be at least ${least[kind]}` }];
  });
}
