import type { CreateNode, Decay, Message } from '../../gossip/types.ts';
import { SeededRandom } from '../../host/random.ts';
import { DEFAULTS } from '../../sim/scenario.ts';

/** That none of so many coins comes up has probability 2^−64. */
const RUMORS = Array.from({ length: 64 }, (_, writer) => ({ key: `rumor ${writer}`, value: 'a', version: 1, writer }));

/**
 * Does the code do this variant at all? The three other than `feedback-counter` are further tasks, and
 * code that knows nothing of them plays that one in their place, whatever is asked for.
 *
 * After a single unnecessary contact some rumor must have cooled: with a coin at k = 2, where a counter
 * goes on; and without an answer at k = 1, where feedback waits for one.
 */
export function isWritten(createNode: CreateNode<Message>, decay: Decay): boolean {
  if (decay === 'feedback-counter') return true;
  try {
    const k = decay.endsWith('coin') ? 2 : 1;
    const node = createNode({ ...DEFAULTS, id: 0, members: [0, 1], random: new SeededRandom(1), k, decay });
    for (const update of RUMORS) node.write({ ...update });
    node.handle({ type: 'round' });
    for (const { key, version, writer } of decay.startsWith('blind') ? [] : RUMORS) {
      const answer = { type: 'feedback', key, version, writer, news: false };
      node.handle({ type: 'message', from: 1, message: answer });
    }
    return RUMORS.some(({ key }) => !node.isHot(key));
  } catch {
    // What is wrong, the runs tell, and where.
    return true;
  }
}
