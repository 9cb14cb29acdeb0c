import type { NodeId } from '../gossip/types.ts';
import type { Film } from '../view/film/film.ts';
import { processIo } from '../terminal/io.ts';
import { line, textOf, type Line } from '../terminal/line.ts';
import { playFilm, type Played, type Rerun } from '../view/player.ts';
import { hangUpWithParents } from '../terminal/orphan.ts';
import type { RunRequest } from '../course/run/request.ts';
import { record, type Recording } from './record.ts';
import { lostImport } from '../course/lost-import.ts';
import { tellPrinted } from '../terminal/printed.ts';

/** How to show a run. */
export interface ShowOptions {
  readonly plain: boolean;
  /** On a terminal, stay until the reader quits, and take keys. */
  readonly keys?: boolean;
  /** The viewer was opened from something to which it goes back. */
  readonly within?: boolean;
  /** Open paused at this round. */
  readonly round?: number | undefined;
  /** A node to mark. */
  readonly node?: NodeId | undefined;
}

/** Shows what `request` recorded, as the terminal allows, and says why it ended early if it did. */
export async function showRun(recording: Recording, request: RunRequest, options: ShowOptions): Promise<Played | undefined> {
  const film = filmWorthShowing(recording);
  const { plain, keys = false, within = false, round, node } = options;
  const rerunIn: Rerun = (scenario) => rerun({ ...request, scenario });
  if (keys && !within) void hangUpWithParents();
  const played = film && (await playFilm(film, processIo(), { plain, keys, within, round, mark: node, rerun: rerunIn }));
  tellAbout(recording, film !== undefined);
  return played;
}

/** A run that fails in its first round has nothing in it but the failure. */
export function filmWorthShowing({ film, fault }: Recording): Film | undefined {
  const worthIt = film !== undefined && film.frames.length > 1 && (fault === undefined || fault.round > 1);
  return worthIt ? film : undefined;
}

/** What a picture does not say. On standard error: standard output may hold a trace. */
export function tellAbout({ fault, note, printed }: Recording, shown: boolean): void {
  const lines: Line[] = tellPrinted(printed);
  if (note !== undefined) lines.push(line(note));
  if (fault !== undefined && !shown) lines.push(line(`Nothing to show: ${fault.sentence}`));
  if (fault?.place !== undefined) lines.push(line(`  at ${fault.place}`));
  if (fault !== undefined) lines.push(...lostImport(fault.sentence, fault.place?.replace(/:\d+$/, '')).map((each) => line(`  ${each}`)));
  if (lines.length > 0) process.stderr.write(`${lines.map(textOf).join('\n')}\n`);
}

async function rerun(request: RunRequest): Promise<Film> {
  const { film, fault } = await record(request);
  if (film === undefined) throw new Error(fault?.sentence ?? 'the run left nothing to show');
  return film;
}
