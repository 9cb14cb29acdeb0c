import { line, type Line } from './line.ts';

const MOST_LINES = 12;
/** What Node says by itself in each of its processes: of certificates, of a debugger, of what it will drop one day. */
const NODES_OWN =
  /^(Warning: Ignoring extra certs from|Debugger (listening on|attached)|Waiting for the debugger|For help, see: https:\/\/nodejs\.org|\(node:\d+\) (ExperimentalWarning|\[DEP\d+\])|\(Use `node --trace-)/;

/** What the code printed, set apart from what we say. */
export function tellPrinted(text: string, most = MOST_LINES): Line[] {
  const lines = text.trimEnd().split('\n').filter((each) => !NODES_OWN.test(each));
  if (lines.every((each) => each.trim() === '')) return [];
  const more = lines.length > most ? [line(`  | … ${lines.length - most} more lines`, 'dim')] : [];
  return [line('  your code printed:'), ...lines.slice(0, most).map((each) => line(`  | ${each}`)), ...more];
}
