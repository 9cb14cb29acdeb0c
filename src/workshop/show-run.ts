import type { NodeId } from '../gossip/types.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Film } from '../view/film.ts';
import { plainLines } from '../view/plain.ts';
import type { Recording } from './recording/record.ts';
import type { Screen } from './screen.ts';
import { tellPrinted } from './verdict.ts';

/** Where to open the viewer, and how to play the same code in another world. */
export interface ShowOptions {
  readonly round?: number | undefined;
  readonly node?: NodeId | undefined;
  rerun?(scenario: Scenario): Promise<Film | undefined>;
}

/** Shows a recorded run as the screen allows, and says why it ended early if it did. */
export async function showRun(recording: Recording, screen: Screen, options: ShowOptions = {}): Promise<void> {
  const { film, fault, printed } = recording;
  // A run that fails in its first round has nothing in it but the failure.
  const shown = film !== undefined && film.frames.length > 1 && (fault === undefined || fault.round > 1);
  if (shown) process.stdout.write(`${plainLines(film).join('\n')}\n`);
  const lines = tellPrinted(printed, screen.paint);
  // A film that was shown has said why it ended; what is left to say is where.
  if (fault !== undefined && !shown) lines.push(`Nothing to show: ${fault.sentence}`);
  if (fault?.place !== undefined) lines.push(`  at ${fault.place}`);
  // Standard output may hold a trace, so what is said about the run goes to the other one.
  if (lines.length > 0) process.stderr.write(`${lines.join('\n')}\n`);
}
