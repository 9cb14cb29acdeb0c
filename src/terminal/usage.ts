import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Refusal } from '../host/refusal.ts';

/** Something was asked for that does not exist or makes no sense. The message is one clear sentence. */
export class UsageError extends Refusal {
  override readonly name = 'UsageError';
}

/** A flag, in the form `node:util` parses, with what the help says about it. */
export interface Flag {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  /** What stands for the value in the help: `--seed N`. */
  readonly value?: string;
  readonly help: string;
}

export type Flags = Readonly<Record<string, Flag>>;

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What follows the name: `<step> [flags]`. */
  readonly usage: string;
  readonly flags: Flags;
  /** Lines at the end of the help. */
  readonly examples?: readonly string[];
  /** Answers with the exit code. `commands` are all there are, this one among them. */
  run(args: Arguments, commands: Commands): Promise<number>;
}

/** Commands by name, loaded when they are asked for. */
export type Commands = Readonly<Record<string, () => Promise<Command>>>;

/** What must be known of a command to read its command line. */
export type Grammar = Pick<Command, 'name' | 'flags'>;

/** What stood on the command line. */
export interface Arguments {
  readonly positionals: readonly string[];
  text(flag: string): string | undefined;
  texts(flag: string): readonly string[];
  on(flag: string): boolean;
  /** Undefined where the flag is not given. Throws a {@link UsageError} at anything else than a whole number in the range. */
  wholeNumber(flag: string, least: number, most: number): number | undefined;
  /** The same for a flag that may be given several times. */
  wholeNumbers(flag: string, least: number, most: number): readonly number[];
}

/** Reads the command line of `command`. Throws a {@link UsageError} at an unknown or incomplete flag. */
export function parse(command: Grammar, argv: readonly string[]): Arguments {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const [name, { type, short, multiple }] of Object.entries(command.flags)) {
    options[name] = { type, ...(short === undefined ? {} : { short }), ...(multiple === undefined ? {} : { multiple }) };
  }
  const { values, positionals } = parseStrictly(command, argv, options);
  return {
    positionals,
    text: (flag) => values[flag] as string | undefined,
    texts: (flag) => (values[flag] as string[] | undefined) ?? [],
    on: (flag) => values[flag] === true,
    wholeNumber: (flag, least, most) => (values[flag] === undefined ? undefined : wholeNumberOf(flag, values[flag] as string, least, most)),
    wholeNumbers: (flag, least, most) => ((values[flag] as string[] | undefined) ?? []).map((text) => wholeNumberOf(flag, text, least, most)),
  };
}

function wholeNumberOf(flag: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new UsageError(`--${flag} ${text}; allowed: a whole number from ${least} to ${most}`);
  return value;
}

function parseStrictly(command: Grammar, argv: readonly string[], options: NonNullable<ParseArgsConfig['options']>) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (!code.startsWith('ERR_PARSE_ARGS')) throw error;
    const name = /'(?:-\w, )?(--?[\w-]+)/.exec((error as Error).message)?.[1] ?? 'a flag';
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      throw new UsageError(`${command.name} has no flag ${name}; it takes ${flagList(command)}`);
    }
    const flag = command.flags[name.replace(/^-+/, '')];
    if (flag?.type === 'boolean') throw new UsageError(`${name} takes no value`);
    throw new UsageError(`${name} needs a value: ${name} ${flag?.value ?? '…'} (a value that begins with a dash is written ${name}=…)`);
  }
}

function flagList(command: Grammar): string {
  const names = Object.keys(command.flags).map((name) => `--${name}`);
  return names.length === 0 ? 'none' : names.join(', ');
}

/** The help page of a command. */
export function helpOf(command: Command): string {
  const rows = Object.entries(command.flags).map(([name, { value, help }]) => [`--${name}${value === undefined ? '' : ` ${value}`}`, help] as const);
  const width = Math.max(0, ...rows.map(([flag]) => flag.length));
  return [
    command.summary,
    '',
    `  node rumor ${`${command.name} ${command.usage}`.trimEnd()}`,
    ...(rows.length === 0 ? [] : ['', ...rows.map(([flag, help]) => `  ${flag.padEnd(width)}  ${help}`)]),
    ...(command.examples === undefined ? [] : ['', 'For example:', ...command.examples.map((example) => `  ${example}`)]),
    '',
  ].join('\n');
}
