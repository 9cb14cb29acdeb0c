import { createWriteStream, mkdtempSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { starterOf } from '../../course/gaps.ts';
import { fileTrouble } from '../../course/file-trouble.ts';
import { makeFolder } from '../../course/make-folder.ts';
import { removeFolder } from '../../course/remove-folder.ts';
import { draftOf, moveFile } from '../../course/replace-file.ts';
import { fileOf, STEPS } from '../../course/steps.ts';
import { ANY_REGISTRY, neededPackages, PROCESSORS, SYSTEMS, withAddresses, type Lockfile } from './lock.ts';
import { npm } from './npm.ts';
import { KIT_README } from './readme.ts';
import { repositoryFiles } from './repository-files.ts';
import { zip, type ZipEntry } from '../../course/zip-writer.ts';

export interface KitOptions {
  /** The folder of the repository. */
  readonly root: string;
  /** The archive to write. */
  readonly file: string;
  readonly say: (what: string) => void;
}

export interface KitReport {
  readonly file: string;
  readonly megabytes: number;
  readonly packages: number;
  readonly files: number;
}

/**
 * Explorer unpacks nothing whose path has more than 259 characters, and makes a folder named after the archive
 * first. What npm calls its copies takes 157 of them, so all that we name ourselves is short.
 */
export const KIT_NAME = 'rumor-kit';
const TOP = 'kit';
const CACHE = 'cache';
/** As many names as one likes to read. */
const MOST_NAMES = 8;

/** Makes one archive for a USB stick: the repository, and an npm cache with what it needs on every system. */
export async function makeKit({ root, file, say }: KitOptions): Promise<KitReport> {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lockfile;
  const needed = neededPackages(lock);
  const folder = mkdtempSync(join(tmpdir(), 'rumor-kit-'));
  const cache = join(folder, CACHE);
  try {
    say(`fetching ${needed.length} packages, for ${SYSTEMS.join(', ')} on ${PROCESSORS.join(' and ')}`);
    await npm(['cache', 'add', '--cache', cache, ...needed.map(({ name, version }) => `${name}@${version}`)], folder);
    dropAddresses(cache);
    const forNpm = new Map([
      ['package.json', readFileSync(join(root, 'package.json'), 'utf8')],
      ['package-lock.json', `${JSON.stringify(withAddresses(lock), null, 2)}\n`],
      ['.npmrc', `${readFileSync(join(root, '.npmrc'), 'utf8').trimEnd()}\n${ANY_REGISTRY}\n`],
    ]);
    for (const system of SYSTEMS) for (const processor of PROCESSORS) await rehearse({ folder, cache, forNpm, system, processor, say });
    say('packing');
    const { files, strangers } = repositoryFiles(root);
    if (strangers.length > 0) say(`left out, for they are no part of the repository: ${strangers.slice(0, MOST_NAMES).join(', ')}${strangers.length > MOST_NAMES ? ` and ${strangers.length - MOST_NAMES} more` : ''}`);
    const entries = [...contentsOf(root, files, forNpm), ...filesBelow(cache, `${TOP}/${CACHE}`), { name: `${TOP}/README.txt`, read: () => Buffer.from(KIT_README) }];
    await writeArchive(file, entries);
    return { file, megabytes: Math.ceil(statSync(file).size / 2 ** 20), packages: needed.length, files: entries.length };
  } finally {
    removeFolder(folder);
  }
}

/** Half an archive never has the name of a whole one. */
async function writeArchive(file: string, entries: readonly Content[]): Promise<void> {
  const draft = draftOf(file);
  try {
    makeFolder(dirname(file));
    await pipeline(Readable.from(zip(readAll(entries))), createWriteStream(draft));
    moveFile(draft, file);
  } catch (error) {
    throw fileTrouble(error, file) ?? error;
  } finally {
    removeFolder(draft);
  }
}

/**
 * The cache keeps what it was told under the addresses of this machine's registry. Nobody needs
 * that: packages are found by their checksums. It would only make the kit larger, and tell tales.
 */
function dropAddresses(cache: string): void {
  for (const name of ['_cacache/index-v5', '_cacache/tmp', '_logs']) removeFolder(join(cache, name));
}

/** Installs from the kit, without a network, as a machine of another kind would. */
async function rehearse({ folder, cache, forNpm, system, processor, say }: { folder: string; cache: string; forNpm: ReadonlyMap<string, string>; system: string; processor: string; say: KitOptions['say'] }): Promise<void> {
  say(`installing from it without a network, as ${system} on ${processor} would`);
  const trial = join(folder, 'trial');
  mkdirSync(trial, { recursive: true });
  for (const [name, text] of forNpm) writeFileSync(join(trial, name), text);
  await npm(['ci', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', `--os=${system}`, `--cpu=${processor}`, ...(system === 'linux' ? ['--libc=glibc'] : []), '--cache', cache], trial);
  removeFolder(trial);
}

interface Content {
  readonly name: string;
  readonly read: () => Uint8Array;
}

/** The steps go out as learners start from them, however far whoever makes the kit has come. */
function* contentsOf(root: string, files: readonly string[], forNpm: ReadonlyMap<string, string>): Generator<Content> {
  const instead = new Map(forNpm);
  for (const step of STEPS) instead.set(`steps/${fileOf(step)}`, starterOf(readFileSync(join(root, 'solutions', fileOf(step)), 'utf8'), step.number));
  for (const file of files) {
    const text = instead.get(file);
    yield { name: `${TOP}/rumor-has-it/${file}`, read: () => (text === undefined ? readFileSync(join(root, file)) : Buffer.from(text)) };
  }
}

function* filesBelow(folder: string, name: string): Generator<Content> {
  for (const item of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, item.name);
    if (item.isDirectory()) yield* filesBelow(path, `${name}/${item.name}`);
    else if (item.isFile()) yield { name: `${name}/${item.name}`, read: () => readFileSync(path) };
  }
}

function* readAll(contents: readonly Content[]): Generator<ZipEntry> {
  for (const { name, read } of contents) yield { name, bytes: read() };
}
