import { UsageError, type Command } from '../terminal/usage.ts';

/** npm 9 and 10 take a beginning of one of their own settings for the whole of it. */
const TAKEN_FOR: Readonly<Record<string, string>> = { update: 'update-notifier' };

/**
 * `npm run undo --list` runs `undo` without `--list`: npm keeps flags in front of ` -- ` for itself, and
 * in PowerShell npm 10 drops the dashes that were typed. What npm kept, it hands on in the environment.
 *
 * Throws a {@link UsageError} rather than let the command do something else than was asked.
 */
export function refuseLostFlags(command: Command, argv: readonly string[], env: NodeJS.ProcessEnv): void {
  // Only the script that npm itself was asked for: a program that it started may start us again.
  if (env['npm_lifecycle_event']?.split(':')[0] !== command.name) return;
  const lost = Object.keys(command.flags).filter((name) => !argv.includes(`--${name}`) && isKept(name, env));
  if (lost.length === 0) return;
  const names = lost.map((name) => `--${name}`).join(', ');
  throw new UsageError(`npm kept ${names} for itself, so ${command.name} was not run; write it without npm: ${withFlags(command, lost, argv, env)}`);
}

/** npm turns `--no-open` into an empty `open`. */
function isKept(name: string, env: NodeJS.ProcessEnv): boolean {
  return name.startsWith('no-') ? valueOf(name.slice(3), env) === '' : (valueOf(name, env) ?? '') !== '' && (TAKEN_FOR[name] === undefined || valueOf(name, env) === 'true');
}

function valueOf(name: string, env: NodeJS.ProcessEnv): string | undefined {
  return env[`npm_config_${(TAKEN_FOR[name] ?? name).replaceAll('-', '_')}`];
}

/** The command that works. npm leaves a value behind, among the other words, unless it was written `--flag=value`. */
function withFlags(command: Command, lost: readonly string[], argv: readonly string[], env: NodeJS.ProcessEnv): string {
  const flags = lost.map((name) => {
    const { type, value = '…' } = command.flags[name]!;
    if (type === 'boolean') return { text: `--${name}`, known: true };
    const kept = valueOf(name, env)!.split('\n\n');
    const known = kept.every((text) => text !== 'true');
    return { text: known ? kept.map((text) => `--${name} ${text}`).join(' ') : `--${name} ${value}`, known };
  });
  const words = flags.every(({ known }) => known) ? argv : argv.length === 0 ? [] : ['…'];
  return ['node rumor', command.name, ...words, ...flags.map(({ text }) => text)].join(' ');
}
