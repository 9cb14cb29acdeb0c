import { percent, short } from '../render.ts';
import { whyNot, withError } from './render.ts';
import type { Sheet } from './run.ts';

/** A block as sentences, one a row and column, for who does not see columns. */
export function plainSheet({ block, columns }: Sheet): string[] {
  const sentences = block.rows.flatMap((row, i) => {
    const where = block.rowsAre === '' ? row : `${block.rowsAre} ${row}`;
    const beside = (block.beside ?? []).filter(({ values }) => values[i] !== '').map(({ label, values }) => `${label} allows ${values[i]!.replace('<', 'less than')}`);
    const expected = block.theory?.values[i];
    return columns.map((column) => {
      const { label } = column;
      if ('why' in column) return `${where}, ${label}: not written.`;
      const estimate = column.estimates[i]!;
      const theory = expected === undefined ? [] : [`${block.theory!.label} ${short(expected)}`, `deviation ${percent(estimate.measured / expected - 1)}`];
      return `${where}, ${label}: ${[`measured ${withError(estimate)}`, ...theory, ...beside].join(', ')}.`;
    });
  });
  return [`${block.title}.`, ...sentences, ...whyNot(columns).map((line) => line.trim())];
}
