/** The part of an entry in package-lock.json that matters here. */
interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly link?: boolean;
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, Locked>>;
}

/** The systems that a kit serves. */
export const SYSTEMS = ['linux', 'darwin', 'win32'] as const;
export const PROCESSORS = ['x64', 'arm64'] as const;

/** A package of which a kit needs a copy. */
export interface Needed {
  readonly name: string;
  readonly version: string;
}

/** Every package that some machine with one of these systems and processors installs. */
export function neededPackages({ packages }: Lockfile): Needed[] {
  const needed = Object.entries(packages).flatMap(([path, { version, os, cpu, link }]) => {
    const name = nameOf(path);
    if (name === undefined || version === undefined || link === true) return [];
    return fits(os, SYSTEMS) && fits(cpu, PROCESSORS) ? [{ name, version }] : [];
  });
  return [...new Map(needed.map((each) => [`${each.name}@${each.version}`, each])).values()];
}

/** A host that nobody can ever have: names that end in `.invalid` are kept free for that. */
const NOWHERE = 'https://registry.invalid';

/**
 * For .npmrc, beside a lock file with such addresses: whoever does go online, asks the registry that
 * npm is set up for on that machine, at the same path.
 */
export const ANY_REGISTRY = 'replace-registry-host=always';

/**
 * The lock file with an address for each package. npm then takes the package from its cache by its
 * checksum, whatever registry it came from, and need not ask anybody what versions there are. It only
 * does so if there is an address, so there is one of nowhere: it need not be right, and it names
 * neither a registry of our choice nor that of whoever makes the kit.
 */
export function withAddresses(lock: Lockfile): Lockfile {
  const packages = Object.entries(lock.packages).map(([path, entry]) => {
    const name = nameOf(path);
    if (name === undefined || entry.version === undefined || entry.link === true) return [path, entry] as const;
    const file = `${name.split('/').at(-1)}-${entry.version}.tgz`;
    return [path, { ...entry, resolved: `${NOWHERE}/${name}/-/${file}` }] as const;
  });
  return { ...lock, packages: Object.fromEntries(packages) };
}

/** `node_modules/vite/node_modules/@esbuild/linux-x64` is `@esbuild/linux-x64`; the root has no name. */
function nameOf(path: string): string | undefined {
  return /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1];
}

/** `!win32` in a list means: not there. */
function fits(wanted: readonly string[] | undefined, ours: readonly string[]): boolean {
  if (wanted === undefined) return true;
  return ours.some((each) => (wanted.some((want) => want.startsWith('!')) ? !wanted.includes(`!${each}`) : wanted.includes(each)));
}
