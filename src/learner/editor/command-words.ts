import { UsageError } from '../../terminal/usage.ts';

const WORD = /(?:[^\s"']|"[^"]*"|'[^']*')+/g;

/** The words of a command, as `$EDITOR` holds it: blanks part them, quotes keep them together. */
export function commandWords(command: string): string[] {
  const words = command.match(WORD) ?? [];
  if (words.length === 0) throw new UsageError('the command of the editor is empty; give one, as code or "subl -n"');
  if (command.replaceAll(WORD, '').trim() !== '') throw new UsageError(`the command of the editor, ${command}, has a quote that is not closed`);
  return words.map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, (_all, double?: string, single?: string) => double ?? single ?? ''));
}
