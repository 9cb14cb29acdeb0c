import { exponentOf } from './estimate.ts';
import type { Compared, LabRow, LabTable } from './measure.ts';
import { headingOf, percent, short } from './render.ts';
import { FIGURES, type Figure } from './tables.ts';

/** A table as sentences, one a row and figure, for who does not see columns. */
export function plainTable(table: LabTable): string[] {
  const { number, title, decay, written, rows } = table;
  if (!written) return [`${headingOf(number, title)}.`, `Your step 04 does not do this variant (decay ${decay}): it is a further task, and not written yet. So there is nothing to measure.`];
  const figures = (Object.keys(FIGURES) as Figure[]).filter((figure) => rows[0]?.figures[figure] !== undefined);
  return [
    `${headingOf(number, title)}.`,
    ...figures.flatMap((figure) => [`${figure}, ${FIGURES[figure]}:`, ...rows.map(({ k, figures: of }) => figureSentence(figure, k, of[figure]!))]),
    'The exponent, minus ln s / m, which is 1 for any push, as s = e to the minus m:',
    ...rows.map(exponentSentence),
  ];
}

function figureSentence(figure: Figure, k: number, { paper, measured, standardError, deviation }: Compared): string {
  const parts = [
    `measured ${short(measured)}`,
    ...(standardError === null ? [] : [`standard error ${short(standardError, 2)}`]),
    ...(paper === undefined ? ['nothing published'] : [`paper ${paper}`]),
    ...(deviation === undefined ? [] : [`deviation ${percent(deviation)}`]),
  ];
  return `${figure} at k ${k}: ${parts.join(', ')}.`;
}

function exponentSentence({ k, figures: { s, m }, exponent }: LabRow): string {
  const paper = s?.paper === undefined || m?.paper === undefined ? null : exponentOf(s.paper, m.paper);
  return `exponent at k ${k}: ${exponent === null ? 'no number, for nobody was left out' : `measured ${exponent.toFixed(3)}`}${paper === null ? '' : `, paper ${paper.toFixed(2)}`}.`;
}
