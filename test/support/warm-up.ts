import { stopIfEndless } from '../../src/host/endless.ts';
import { epidemic } from './epidemic.ts';
import { run } from './run.ts';
import { numbered } from './show.ts';

/** A solution that somebody is working on may not come back. */
const MOST_MILLISECONDS = 500;

/**
 * Runs of the solutions whose only use is that V8 has compiled the simulator, and what the tests bring
 * with them, by the time a learner's code is played. Where the solutions are left out, there are none.
 */
export async function warmUps(): Promise<(() => void)[]> {
  try {
    const decay = await import('../../solutions/04-rumor-decay/rumor-decay.ts');
    const detection = await import('../../solutions/05-failure-detection/failure-detection.ts');
    const plays = [
      ...numbered(12).map((seed) => () => void epidemic(decay.createNode, 1, 'feedback-counter', seed)),
      ...numbered(20).map((seed) => () => void run(5, detection.createNode, { seed })),
    ];
    return plays.map((play) => () => stopIfEndless(MOST_MILLISECONDS, play));
  } catch {
    return [];
  }
}
