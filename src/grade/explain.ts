import { SourceMap, type SourceMapPayload } from 'node:module';
import type { Compiled } from './compile.ts';
import { FURTHER } from '../verdict/outcome.ts';
import { printableName } from '../terminal/printable.ts';
import { nameAndMessage, type CellResult, type CellTest } from './run-cell.ts';
import { explanationIn, explanationText, type Explanation } from '../verdict/explanation.ts';
import type { RunResult, TestResult } from './result.ts';

const MOST_MESSAGE = 1500;

/** Puts what a cell reported into the learner's words, with lines of the file as it was written. */
export function explain(result: CellResult, modules: ReadonlyMap<string, Compiled>): RunResult {
  const { trouble, refusal } = result;
  return {
    tests: result.tests.map((test) => outcomeOf(test, modules)),
    ...(refusal === undefined ? {} : { refusal: clean(refusal) }),
    ...(trouble === undefined ? {} : { trouble: { message: clean(trouble.message), ...placeOf(trouble.frames, modules) } }),
  };
}

function outcomeOf({ title, passed, thrown, endless }: CellTest, modules: ReadonlyMap<string, Compiled>): TestResult {
  const further = title.startsWith(FURTHER);
  return {
    title: further ? title.slice(FURTHER.length) : title,
    passed,
    further,
    ...(endless === undefined ? {} : { message: explanationText({ did: 'did not come back, and was stopped', expected: 'an answer at once', because: 'a loop in it never ends' }) }),
    ...(thrown === undefined ? {} : { message: clean(nameAndMessage(thrown)), ...placeOf(thrown.frames, modules) }),
  };
}

/** The innermost place that leads back to a line somebody wrote. */
function placeOf(frames: readonly string[], modules: ReadonlyMap<string, Compiled>): { place?: string } {
  for (const frame of frames) {
    const [, name, line, column] = /^steps\/(.+):(\d+):(\d+)$/.exec(frame) ?? [];
    const module = name === undefined ? undefined : modules.get(name);
    // Such a module consists of one line of ours.
    if (module?.brokenLine !== undefined) return { place: `${name}:${module.brokenLine}` };
    if (module?.map === undefined) continue;
    // Cells put a wrapper in front of the first line only.
    const entry = mapOf(module, module.map).findEntry(Number(line) - 1, Number(column) - 1);
    if ('originalLine' in entry) return { place: `${name}:${entry.originalLine + 1}` };
  }
  return {};
}

const maps = new WeakMap<Compiled, SourceMap>();

/** Each map is read once: an error may name a hundred places that its file does not have. */
function mapOf(module: Compiled, map: string): SourceMap {
  const known = maps.get(module) ?? new SourceMap(JSON.parse(map) as SourceMapPayload);
  maps.set(module, known);
  return known;
}

/** Text from a stranger, not too long, and without replays that need a file we do not have. */
function clean(text: string): string {
  const { replay, ...told } = explanationIn(text) ?? {};
  const kept = replay?.includes('--scenario') === true ? explanationText(told as Explanation) : text;
  return printableName(kept).slice(0, MOST_MESSAGE);
}
