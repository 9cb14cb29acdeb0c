import type { NodeId } from '../gossip/types.ts';
import { processIo } from '../view/io.ts';
import { line, textOf, type Line } from '../view/line.ts';
import { playFilm } from '../view/player.ts';
import type { Recording } from './recording/record.ts';
import { tellPrinted } from './verdict.ts';

/** How to show a run. */
export interface ShowOptions {
  readonly plain: boolean;
  /** A node to mark. */
  readonly node?: NodeId | undefined;
}

/** Shows a recorded run once through, as the terminal allows, and says why it ended early if it did. */
export async function showRun(recording: Recording, options: ShowOptions): Promise<void> {
  const { film, fault } = recording;
  // A run that fails in its first round has nothing in it but the failure.
  const shown = film !== undefined && film.frames.length > 1 && (fault === undefined || fault.round > 1);
  if (shown) await playFilm(film, processIo(), { plain: options.plain, mark: options.node });
  tellAbout(recording, shown);
}

/** What a picture does not say. On standard error: standard output may hold a trace. */
export function tellAbout({ fault, printed }: Recording, shown: boolean): void {
  const lines: Line[] = tellPrinted(printed);
  if (fault !== undefined && !shown) lines.push(line(`Nothing to show: ${fault.sentence}`));
  if (fault?.place !== undefined) lines.push(line(`  at ${fault.place}`));
  if (lines.length > 0) process.stderr.write(`${lines.map(textOf).join('\n')}\n`);
}
