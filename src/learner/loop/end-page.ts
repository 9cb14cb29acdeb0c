import { line, type Line } from '../../terminal/line.ts';
import { wrap } from '../../terminal/wrap.ts';
import { STEPS } from '../../course/steps.ts';
import { standingsOf } from '../progress/standing.ts';
import type { LoopState } from './state.ts';

/** After the last step: what was built, what it took, and where to go. The picture of the last step stands below. */
export function endLines(state: LoopState, columns = Infinity): Line[] {
  const { progress, files, written = 0 } = state;
  const standings = standingsOf(files, progress.tested);
  const titlesOf = (wanted: string): string[] => STEPS.filter((_, i) => standings[i] === wanted).map(({ title }) => title.toLowerCase());
  const [own, caughtUp] = [titlesOf('done'), titlesOf('caught up')];
  const tests = Object.values(progress.tested).reduce((sum, { tests: passed = 0 }) => sum + passed, 0);
  const sentences = [
    ...(own.length === 0 ? [] : [`You built: ${own.join(', ')}.`]),
    ...(caughtUp.length === 0 ? [] : [`From the reference: ${caughtUp.join(', ')}.`]),
    `${written} lines of yours, ${tests} tests passed, ${progress.rounds} rounds played.`,
    'In the wild, memberlist keeps the members of Serf and Consul with such nodes, and Cassandra the state of its cluster. Below: yours.',
    'What to read, and where to go: FURTHER.md. v plays with your nodes, l goes back to a step.',
  ];
  return [line('  This was the last step.', 'good'), ...sentences.flatMap((text) => wrap(`  ${text}`, columns)).map((text) => line(text))];
}
