import { basename, join } from 'node:path';
import { printableName } from '../../terminal/printable.ts';
import { IntakeError, withoutExtension } from './limits.ts';
import { peopleAt, type Expect, type Person } from './people.ts';
import type { Steps } from './read-steps.ts';

/** What somebody handed in: the text of their step files, by names such as `02-push/push.ts`. */
export interface Submission extends Pick<Steps, 'files'>, Partial<Pick<Steps, 'unread'>> {
  /** What the row is called: the name of the folder or archive. */
  readonly name: string;
  /** Where it lies; for what lies in an archive, the path goes on inside. */
  readonly path: string;
  /** What whoever reads the row should know. */
  readonly note?: string;
  /** Why nothing could be taken in. */
  readonly problem?: string;
}

/**
 * Reads a folder or an archive: one submission, or one for each person whose steps are in it. They are
 * read one at a time, when they are asked for, so that a class never has to fit into memory. Nothing
 * is written. Never throws.
 *
 * @param among  whether it is one of several: then a name from inside never stands alone, so that
 *               nobody makes a row that passes for another's
 */
export function* takeIn(path: string, among = false, expect: Expect = () => {}): Generator<Submission> {
  const outer = withoutExtension(basename(path));
  for (const { label, inside, note, read } of peopleAt(path, expect)) {
    yield {
      name: onOneLine((label.length === 0 ? [outer] : among ? [outer, ...label] : label).join('/')),
      path: onOneLine(join(path, ...inside)),
      ...(note === undefined ? {} : { note }),
      ...readAnyway(read),
    };
  }
}

function readAnyway(read: Person['read']): Steps | Pick<Submission, 'files' | 'problem'> {
  try {
    return read();
  } catch (error) {
    const problem = error instanceof IntakeError ? error.message : `it cannot be read: ${(error as Error).message}`;
    return { files: new Map(), problem: printableName(problem) };
  }
}

function onOneLine(text: string): string {
  return printableName(text).replaceAll(/[\t\n\p{Default_Ignorable_Code_Point}]/gu, '?');
}
