import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { printableName } from '../../terminal/printable.ts';
import { divide, noCrowd, NO_STEPS, NO_SUBMISSION, type Part, type StepFile } from './divide.ts';
import type { Entry } from './entry.ts';
import { folderEntries } from './folder.ts';
import { chooseRoot, IntakeError, isArchive, megabytes, MOST_ARCHIVE, MOST_FILE, MOST_FILES, MOST_PEOPLE, newBudgets, stepFileOf, textOf, withoutExtension, type Budgets } from './limits.ts';
import { tarGzEntries } from './tar.ts';
import { zipEntries } from './zip.ts';

/** What somebody handed in: the text of their step files, by names such as `02-push/push.ts`. */
export interface Submission {
  /** What the row is called: the name of the folder or archive. */
  readonly name: string;
  /** Where it lies; for what lies in an archive, the path goes on inside. */
  readonly path: string;
  readonly files: ReadonlyMap<string, string>;
  /** Why nothing could be taken in. */
  readonly problem?: string;
}

/** One person's, found in what was handed over. */
interface Found {
  readonly label: readonly string[];
  readonly inside: readonly string[];
  readonly files: ReadonlyMap<string, string>;
  readonly problem?: string;
}

/**
 * Reads a folder or an archive: one submission, or one for each person whose steps are in it. Nothing
 * is written, and nothing but step files is kept. Never throws.
 *
 * @param among whether it is one of several: then a name from inside never stands alone, so that
 *              nobody makes a row that passes for another's
 */
export function takeIn(path: string, among = false): Submission[] {
  const outer = withoutExtension(basename(path));
  const found = readAll(path).sort((a, b) => (a.label.join('/') < b.label.join('/') ? -1 : 1));
  return found.map(({ label, inside, files, problem }) => ({
    name: onOneLine((label.length === 0 ? [outer] : among ? [outer, ...label] : label).join('/')),
    path: onOneLine(join(path, ...inside)),
    files,
    ...(problem === undefined ? {} : { problem: printableName(problem) }),
  }));
}

function onOneLine(text: string): string {
  return printableName(text).replaceAll(/[\t\n]/g, '?');
}

function readAll(path: string): Found[] {
  const budgets = newBudgets();
  try {
    const found = statSync(path).isDirectory() ? peopleIn(folderEntries(path), 0, budgets) : peopleIn(fileEntries(path, budgets), 1, budgets);
    // Twice, so that one archive in which somebody made up a crowd costs nobody else a row.
    return noCrowd(found, 2 * MOST_PEOPLE);
  } catch (error) {
    return [unread([], [], error)];
  }
}

function fileEntries(path: string, { archives }: Budgets): Entry[] {
  if (!isArchive(path)) throw new IntakeError(NO_SUBMISSION);
  const { size } = statSync(path);
  if (size > MOST_ARCHIVE) throw new IntakeError(`it is ${megabytes(size)} large; at most ${megabytes(MOST_ARCHIVE)} are allowed. Hand in \`steps/\` alone`);
  return archiveEntries(path, readFileSync(path), { archives });
}

function archiveEntries(name: string, bytes: Buffer, { archives }: Pick<Budgets, 'archives'>): Entry[] {
  return /\.zip$/i.test(name) ? zipEntries(bytes) : tarGzEntries(bytes, archives);
}

/** An archive, and those in it, which is what exports of a course are like. */
const MOST_NESTED = 2;

/** @param nested in how many archives the entries lie */
function peopleIn(entries: readonly Entry[], nested: number, budgets: Budgets): Found[] {
  const parts = divide(entries);
  if (parts.length === 0) throw new IntakeError(NO_STEPS);
  return parts.flatMap((part) => {
    try {
      return openPart(part, nested, budgets);
    } catch (error) {
      return [unread(part.label, [part.inside], error)];
    }
  });
}

function openPart({ label, inside, content }: Part, nested: number, budgets: Budgets): Found[] {
  if ('problem' in content) throw new IntakeError(content.problem);
  if ('files' in content) return [{ label, inside: [inside], files: collect(content.files, budgets) }];
  try {
    return peopleIn(openInner(content.archive, nested, budgets), nested + 1, budgets).map((found) => ({ ...found, label: [...label, ...found.label], inside: [inside, ...found.inside] }));
  } catch (error) {
    // Whoever reads the row knows the outer one, and not what is wrong in it.
    throw label.length === 0 && error instanceof IntakeError ? new IntakeError(`${inside}: ${error.message}`) : error;
  }
}

function openInner({ name, bytes }: Entry, nested: number, budgets: Budgets): Entry[] {
  if (nested >= MOST_NESTED) throw new IntakeError('it is an archive in an archive in an archive, and was not opened; unpack the outermost one, and hand over what is in it');
  const archive = budgets.archives.take(MOST_ARCHIVE, bytes);
  if (archive.length > MOST_ARCHIVE) throw new IntakeError(`it is more than ${megabytes(MOST_ARCHIVE)} large; hand in \`steps/\` alone`);
  return archiveEntries(name, archive, budgets);
}

function collect(found: readonly StepFile[], { files }: Budgets): Map<string, string> {
  const link = found.find(({ entry }) => entry.kind === 'link');
  if (link !== undefined) throw new IntakeError(`${link.entry.name} is a link; a step file must be a file`);
  if (found.length > MOST_FILES) throw new IntakeError(`it holds ${found.length} step files; at most ${MOST_FILES} are allowed`);
  return chooseRoot(found.map(({ root, name, entry }) => ({ root, name, text: textOf(name, files.take(MOST_FILE, entry.bytes)) })));
}

function unread(label: readonly string[], inside: readonly string[], error: unknown): Found {
  const problem = error instanceof IntakeError ? error.message : `it cannot be read: ${(error as Error).message}`;
  return { label, inside, files: new Map(), problem };
}

/** What systems put beside the submissions of a class. */
const NOBODYS = new Set(['__MACOSX', 'node_modules']);

/**
 * The paths that are meant. A single folder without steps holds what is meant: then everything in it
 * is. `*` at the end is understood too, for shells that leave it alone.
 */
export function findSubmissions(paths: readonly string[]): string[] {
  const found = paths.flatMap((path) => {
    const whole = resolve(path.replace(/[\\/]\*$/, ''));
    if (!existsSync(whole)) throw new IntakeError(`${path}: there is no such file or folder`);
    if (!lstatSync(whole).isDirectory()) return [whole];
    const all = /[\\/]\*$/.test(path) || (paths.length === 1 && !holdsSteps(whole));
    const inside = all ? readdirSync(whole).filter((name) => !name.startsWith('.') && !NOBODYS.has(name)) : [];
    return inside.length > 0 ? inside.map((name) => join(whole, name)) : [whole];
  });
  return [...new Set(found)].sort();
}

function holdsSteps(folder: string): boolean {
  const inside = existsSync(join(folder, 'steps')) ? readdirSync(join(folder, 'steps')) : [];
  return [...readdirSync(folder), ...inside].some((name) => stepFileOf(`${name}/x.ts`) !== undefined);
}
