import { lstatSync } from 'node:fs';
import { basename } from 'node:path';
import { divide } from './divide.ts';
import type { Entry } from './entry.ts';
import { folderEntries, readPlain } from './folder.ts';
import { IntakeError, isArchive, megabytes, MOST_ARCHIVE, shareOf, stepFileOf, WHOLE_SHARE, type Share } from './limits.ts';
import { IS_LINK, IS_SPECIAL, NO_STEPS, NO_SUBMISSION, type Part } from './part.ts';
import { readSteps, type Steps } from './read-steps.ts';
import { tarGzEntries } from './tar.ts';
import { zipEntries } from './zip.ts';

/** One person's, found in what was handed over. */
export interface Person {
  /** What tells them from the others, the outermost first; empty where there are no others. */
  readonly label: readonly string[];
  /** Where it lies in what was handed over. */
  readonly inside: readonly string[];
  /** What whoever reads the row should know. */
  readonly note?: string;
  /** Reads the files of the steps. Throws what keeps them from being taken in. */
  readonly read: () => Steps;
}

/** How many more people there are than was thought, one in each archive; told before the first of them is looked at. */
export type Expect = (more: number) => void;

/** Reads who is in a folder or an archive. One archive, and one in it, is open at a time, and nothing but step files is read. */
export function* peopleAt(path: string, expect: Expect): Generator<Person> {
  try {
    const item = lstatSync(path);
    if (item.isSymbolicLink()) throw new IntakeError(`${IS_LINK}; hand over what it leads to`);
    if (!item.isDirectory() && !item.isFile()) throw new IntakeError(IS_SPECIAL);
    if (item.isDirectory()) yield* peopleIn(folderEntries(path), 0, WHOLE_SHARE, expect);
    else yield* peopleIn(fileEntries(path, item.size), 1, WHOLE_SHARE, expect);
  } catch (error) {
    yield unread([], [], error);
  }
}

function fileEntries(path: string, size: number): Entry[] {
  if (!isArchive(path)) throw new IntakeError(NO_SUBMISSION);
  if (size > MOST_ARCHIVE) throw new IntakeError(`it is ${megabytes(size)} large; at most ${megabytes(MOST_ARCHIVE)} are allowed. Hand in \`steps/\` alone`);
  return archiveEntries(path, readPlain(path, basename(path), MOST_ARCHIVE), WHOLE_SHARE);
}

function archiveEntries(name: string, bytes: Buffer, { unpacked }: Share): Entry[] {
  return /\.zip$/i.test(name) ? zipEntries(bytes) : tarGzEntries(bytes, unpacked);
}

/** An archive, and those in it, which is what exports of a course are like. */
const MOST_NESTED = 2;

/** @param nested in how many archives the entries lie */
function* peopleIn(entries: readonly Entry[], nested: number, { people }: Share, expect: Expect): Generator<Person> {
  const parts = divide(entries, people);
  if (parts.length === 0) throw new IntakeError(noStepsIn(entries));
  expect(parts.length - 1);
  const note = entries.some(({ inCodePage }) => inCodePage) ? IN_CODE_PAGE : undefined;
  const share = shareOf(parts.filter(({ content }) => 'archive' in content).length);
  for (const part of parts) for (const person of openPart(part, nested, share, expect)) yield withNote(person, part.inside, note);
}

function noStepsIn(entries: readonly Entry[]): string {
  const linked = entries.some(({ name, kind }) => kind === 'link' && (/(^|\/)steps$/.test(name) || stepFileOf(`${name}/x.ts`) !== undefined));
  return linked ? 'its steps are a link, which is not followed; hand over what it leads to' : NO_STEPS;
}

const IN_CODE_PAGE = 'its name is no UTF-8, and was read in code page 437, as Windows writes it';

/** Only those whose own name is told it: the letters of others are what they were. */
function withNote(person: Person, inside: string, note: string | undefined): Person {
  return note === undefined || /^[\x20-\x7e]*$/.test(inside) ? person : { ...person, note };
}

function* openPart({ label, inside, content }: Part, nested: number, share: Share, expect: Expect): Generator<Person> {
  if ('problem' in content) yield unread(label, [inside], new IntakeError(content.problem));
  else if ('files' in content) yield { label, inside: [inside], read: () => readSteps(content.files, content.near) };
  else yield* openInner(content.archive, { label, inside }, nested, share, expect);
}

function* openInner({ name, bytes }: Entry, { label, inside }: Pick<Part, 'label' | 'inside'>, nested: number, share: Share, expect: Expect): Generator<Person> {
  try {
    if (nested >= MOST_NESTED) throw new IntakeError('it is an archive in an archive in an archive, and was not opened; unpack the outermost one, and hand over what is in it');
    const most = Math.min(MOST_ARCHIVE, share.unpacked);
    const archive = bytes(most);
    if (archive.length > most) throw new IntakeError(`it is more than ${megabytes(most)} large; hand in \`steps/\` alone`);
    const inner = peopleIn(archiveEntries(name, archive, share), nested + 1, share, expect);
    for (const each of inner) yield { ...each, label: [...label, ...each.label], inside: [inside, ...each.inside] };
  } catch (error) {
    // Whoever reads the row knows the outer one, and not what is wrong in it.
    yield unread(label, [inside], label.length === 0 && error instanceof IntakeError ? new IntakeError(`${inside}: ${error.message}`) : error);
  }
}

function unread(label: readonly string[], inside: readonly string[], error: unknown): Person {
  const read = (): never => {
    throw error;
  };
  return { label, inside, read };
}
