import { line, type Line } from './line.ts';

const MOST_LINES = 12;

/** What the code printed, set apart from what we say. */
export function tellPrinted(text: string, most = MOST_LINES): Line[] {
  if (text.trim() === '') return [];
  const lines = text.trimEnd().split('\n');
  const more = lines.length > most ? [line(`  | … ${lines.length - most} more lines`, 'dim')] : [];
  return [line('  your code printed:'), ...lines.slice(0, most).map((each) => line(`  | ${each}`)), ...more];
}
