import { win32 } from 'node:path';

/** What starts a program: the program itself and its arguments. */
export interface Invocation {
  readonly command: string;
  readonly args: readonly string[];
  /** The arguments are quoted already; Node must leave them alone. */
  readonly verbatim?: true;
}

/**
 * How Windows starts `program`. Node starts files that end in .exe only; `code` is a batch file, which cmd.exe
 * has to read. A shell for everything (`shell: true`) would not quote: a blank or an `&` in a path would part it.
 */
export function onWindows(program: string, args: readonly string[], env: NodeJS.ProcessEnv, exists: (file: string) => boolean): Invocation {
  const file = find(program, env, exists) ?? program;
  if (!/\.(cmd|bat)$/i.test(file)) return { command: file, args };
  const line = [file, ...args].map(quoted).join(' ');
  // Of a line in quotes, /s takes off the outer ones. /d: nothing else that is set up for shells is run.
  return { command: valueOf(env, 'ComSpec') ?? 'cmd.exe', args: ['/d', '/s', '/c', `"${line}"`], verbatim: true };
}

/** Where a program is. Unlike cmd.exe, we do not look in the working folder: what lies there may be anybody's. */
function find(program: string, env: NodeJS.ProcessEnv, exists: (file: string) => boolean): string | undefined {
  const endings = (valueOf(env, 'PATHEXT') ?? '.COM;.EXE;.BAT;.CMD').split(';').filter((ending) => ending !== '');
  const hasEnding = endings.some((ending) => program.toLowerCase().endsWith(ending.toLowerCase()));
  const names = hasEnding ? [program] : endings.map((ending) => program + ending.toLowerCase());
  const folders = /[\\/]/.test(program) ? [''] : (valueOf(env, 'Path') ?? '').split(';').filter((folder) => folder !== '');
  return folders.flatMap((folder) => names.map((name) => (folder === '' ? name : win32.join(folder.replaceAll('"', ''), name)))).find(exists);
}

/** Names of variables have no case on Windows. */
function valueOf(env: NodeJS.ProcessEnv, name: string): string | undefined {
  return Object.entries(env).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/**
 * One argument on a command line that cmd.exe reads first. In quotes, as programs take arguments apart:
 * backslashes before a quote are doubled. Then a caret before all that means something to cmd.exe, the quotes
 * too: so it never takes a part for quoted, and a `%` for the name of a variable.
 */
function quoted(argument: string): string {
  const inQuotes = `"${argument.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
  return inQuotes.replaceAll(/[()%!^"<>&|;, ]/g, '^$&');
}
