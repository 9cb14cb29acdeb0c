import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { printableName } from '../../terminal/printable.ts';
import { startsUtf16, UTF16 } from '../../course/utf16.ts';
import { divide, IS_LINK, IS_SPECIAL, noCrowd, NO_STEPS, NO_SUBMISSION, type Part, type StepFile } from './divide.ts';
import type { Entry } from './entry.ts';
import { folderEntries, readPlain } from './folder.ts';
import { IntakeError, isArchive, megabytes, MOST_ARCHIVE, MOST_FILE, MOST_FILES, MOST_PEOPLE, newBudgets, ofOneRoot, stepFileOf, textOf, withoutExtension, type Budgets } from './limits.ts';
import { tarGzEntries } from './tar.ts';
import { zipEntries } from './zip.ts';

/** What somebody handed in: the text of their step files, by names such as `02-push/push.ts`. */
export interface Submission {
  /** What the row is called: the name of the folder or archive. */
  readonly name: string;
  /** Where it lies; for what lies in an archive, the path goes on inside. */
  readonly path: string;
  readonly files: ReadonlyMap<string, string>;
  /** Step files that are not there: what is there instead, or why it cannot be read. The sentence goes on after the name of the file. */
  readonly unread?: ReadonlyMap<string, string>;
  /** What whoever reads the row should know. */
  readonly note?: string;
  /** Why nothing could be taken in. */
  readonly problem?: string;
}

/** One person's, found in what was handed over. */
interface Found extends Pick<Submission, 'files' | 'unread' | 'note' | 'problem'> {
  readonly label: readonly string[];
  readonly inside: readonly string[];
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
  return found.map(({ label, inside, problem, ...rest }) => ({
    name: onOneLine((label.length === 0 ? [outer] : among ? [outer, ...label] : label).join('/')),
    path: onOneLine(join(path, ...inside)),
    ...rest,
    ...(problem === undefined ? {} : { problem: printableName(problem) }),
  }));
}

function onOneLine(text: string): string {
  return printableName(text).replaceAll(/[\t\n\p{Default_Ignorable_Code_Point}]/gu, '?');
}

function readAll(path: string): Found[] {
  const budgets = newBudgets();
  try {
    const item = lstatSync(path);
    if (item.isSymbolicLink()) throw new IntakeError(`${IS_LINK}; hand over what it leads to`);
    if (!item.isDirectory() && !item.isFile()) throw new IntakeError(IS_SPECIAL);
    const found = item.isDirectory() ? peopleIn(folderEntries(path), 0, budgets) : peopleIn(fileEntries(path, budgets), 1, budgets);
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
  return archiveEntries(path, readPlain(path, basename(path), MOST_ARCHIVE), { archives });
}

function archiveEntries(name: string, bytes: Buffer, { archives }: Pick<Budgets, 'archives'>): Entry[] {
  return /\.zip$/i.test(name) ? zipEntries(bytes) : tarGzEntries(bytes, archives);
}

/** An archive, and those in it, which is what exports of a course are like. */
const MOST_NESTED = 2;

/** @param nested in how many archives the entries lie */
function peopleIn(entries: readonly Entry[], nested: number, budgets: Budgets): Found[] {
  const parts = divide(entries);
  if (parts.length === 0) throw new IntakeError(entries.some(({ name, kind }) => kind === 'link' && (/(^|\/)steps$/.test(name) || stepFileOf(`${name}/x.ts`) !== undefined)) ? 'its steps are a link, which is not followed; hand over what it leads to' : NO_STEPS);
  const note = entries.some(({ inCodePage }) => inCodePage) ? IN_CODE_PAGE : undefined;
  return parts.flatMap((part) => {
    try {
      return openPart(part, nested, budgets).map((found) => withNote(found, part.inside, note));
    } catch (error) {
      return [withNote(unread(part.label, [part.inside], error), part.inside, note)];
    }
  });
}

const IN_CODE_PAGE = 'its name is no UTF-8, and was read in code page 437, as Windows writes it';

/** Only those whose own name is told it: the letters of others are what they were. */
function withNote(found: Found, inside: string, note: string | undefined): Found {
  return note === undefined || /^[\x20-\x7e]*$/.test(inside) ? found : { ...found, note };
}

function openPart({ label, inside, content }: Part, nested: number, budgets: Budgets): Found[] {
  if ('problem' in content) throw new IntakeError(content.problem);
  if ('files' in content) return [{ label, inside: [inside], ...collect(content.files, content.near, budgets) }];
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

function collect(found: readonly StepFile[], near: ReadonlyMap<string, string>, budgets: Budgets): Pick<Found, 'files' | 'unread'> {
  const link = found.find(({ entry }) => entry.kind === 'link');
  if (link !== undefined) throw new IntakeError(`${link.entry.name} is a link; a step file must be a file`);
  if (found.length > MOST_FILES) throw new IntakeError(`it holds ${found.length} step files; at most ${MOST_FILES} are allowed`);
  const special = found.find(({ entry }) => entry.kind === 'special');
  if (special !== undefined) throw new IntakeError(`${special.entry.name} is a pipe or a device; a step file must be a file`);
  const unread = new Map([...near].map(([file, path]) => [file, `is missing; ${path} is there, and was not read`]));
  const files = new Map<string, string>();
  for (const { name, entry } of ofOneRoot(found)) {
    const bytes = budgets.files.take(MOST_FILE, entry.bytes);
    if (startsUtf16(bytes)) unread.set(name, UTF16);
    else files.set(name, textOf(name, bytes));
  }
  return { files, unread };
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
    const named = resolve(path.replace(/[\\/]\*$/, ''));
    if (lstatSync(named, { throwIfNoEntry: false }) === undefined) throw new IntakeError(`${path}: there is no such file or folder`);
    // Of several, some may come from a pattern, and then a link among them is somebody else's.
    const whole = paths.length === 1 && existsSync(named) ? realpathSync(named) : named;
    if (!lstatSync(whole).isDirectory()) return [whole];
    const all = /[\\/]\*$/.test(path) || (paths.length === 1 && !holdsSteps(whole));
    const inside = all ? readdirSync(whole).filter((name) => !NOBODYS.has(name) && (!name.startsWith('.') || holdsSteps(join(whole, name)))) : [];
    // Names that are no UTF-8 lead nowhere as texts: such a folder is taken apart as bytes.
    if (inside.some((name) => name.includes('\ufffd'))) return [whole];
    return inside.length > 0 ? inside.map((name) => join(whole, name)) : [whole];
  });
  return [...new Set(found)].sort();
}

function holdsSteps(folder: string): boolean {
  const namesIn = (inside: string): string[] => (statSync(inside, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(inside) : []);
  return [...namesIn(folder), ...namesIn(join(folder, 'steps'))].some((name) => stepFileOf(`${name}/x.ts`) !== undefined);
}
