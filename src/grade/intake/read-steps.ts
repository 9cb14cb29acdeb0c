import { startsUtf16, UTF16 } from '../../course/utf16.ts';
import type { Entry } from './entry.ts';
import { DamagedFile, IntakeError, megabytes, MOST_FILE, MOST_FILES, MOST_OF_A_PERSON, ofOneRoot, textOf } from './limits.ts';
import type { StepFile } from './part.ts';

/** What one person wrote. */
export interface Steps {
  /** The texts of the step files, by names such as `02-push/push.ts`. */
  readonly files: ReadonlyMap<string, string>;
  /** Step files that are not there: what is there instead, or why it cannot be read. The sentence goes on after the name of the file. */
  readonly unread: ReadonlyMap<string, string>;
}

/** Reads step files that were found, and what was found nearly in their place. */
export function readSteps(all: readonly StepFile[], near: ReadonlyMap<string, string>): Steps {
  const found = ofOneRoot(all);
  const link = found.find(({ entry }) => entry.kind === 'link');
  if (link !== undefined) throw new IntakeError(`${link.entry.name} is a link; a step file must be a file`);
  if (found.length > MOST_FILES) throw new IntakeError(`it holds ${found.length} step files; at most ${MOST_FILES} are allowed`);
  const special = found.find(({ entry }) => entry.kind === 'special');
  if (special !== undefined) throw new IntakeError(`${special.entry.name} is a pipe or a device; a step file must be a file`);
  const unread = new Map([...near].map(([file, path]) => [file, `is missing; ${path} is there, and was not read`]));
  const files = new Map<string, string>();
  let left = MOST_OF_A_PERSON;
  for (const { name, entry } of found) {
    const bytes = bytesOf(entry);
    if (typeof bytes === 'string') unread.set(name, bytes);
    else if (startsUtf16(bytes)) unread.set(name, UTF16);
    else if (isAnother(files.get(name), textOf(name, bytes))) unread.set(name, TWICE);
    else files.set(name, textOf(name, bytes));
    left -= bytes.length;
    if (left < 0) throw new IntakeError(`its step files come to more than ${megabytes(MOST_OF_A_PERSON)} together; hand in only what belongs to the steps`);
  }
  // Of what is there twice, neither counts.
  for (const [name, why] of unread) if (why === TWICE) files.delete(name);
  return { files, unread };
}

/** Where the two differ, nobody can tell which one was meant. */
const TWICE = 'is there twice, and the two differ; hand in one';

function isAnother(before: string | undefined, text: string): boolean {
  return before !== undefined && before !== text;
}

/** The bytes, or why this one file has none. */
function bytesOf(entry: Entry): Buffer | string {
  try {
    return entry.bytes(MOST_FILE);
  } catch (error) {
    if (error instanceof DamagedFile) return error.why;
    throw error;
  }
}
