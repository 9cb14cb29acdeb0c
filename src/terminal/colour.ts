/** As chalk counts: none, 16, 256, or 16 million colours. */
export type ColourLevel = 0 | 1 | 2 | 3;

export type Env = Readonly<Record<string, string | undefined>>;

interface Output {
  readonly isTTY?: boolean | undefined;
  getColorDepth?(env?: object): number;
}

/**
 * How many colours to use. FORCE_COLOR (0 to 3, or anything for 1) decides; then NO_COLOR, if it is
 * not empty; then what the terminal says it can do. Pipes get none.
 */
export function colourLevel(env: Env, output: Output): ColourLevel {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forcedLevel(forced);
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return 0;
  if (output.isTTY !== true || output.getColorDepth === undefined) return 0;
  const depth = output.getColorDepth(env);
  return depth >= 24 ? 3 : depth >= 8 ? 2 : depth >= 4 ? 1 : 0;
}

function forcedLevel(value: string): ColourLevel {
  if (value === '0' || value === 'false') return 0;
  return value === '2' ? 2 : value === '3' ? 3 : 1;
}

/** Are block characters known to be drawn one column wide here? When in doubt, no. */
export function knowsUnicode(env: Env, platform: string): boolean {
  if (env['TERM'] === 'linux' || env['TERM'] === 'dumb') return false;
  if (platform === 'win32') return env['WT_SESSION'] !== undefined || env['TERM_PROGRAM'] === 'vscode';
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return /utf-?8/i.test(locale);
}

/** Does the reader want text that is only ever appended to? */
export function wantsPlain(env: Env): boolean {
  const { ACCESSIBLE: accessible, TERM: term } = env;
  return (accessible !== undefined && accessible !== '' && accessible !== '0') || term === 'dumb';
}
