import { POINTS } from '../result.ts';
import { firstFailure, mostPoints, type Report } from './report.ts';

/** Raised when a reader of the old shape would misread the new one. The README.md beside this folder has the shape. */
const VERSION = 1;

export function renderJson(report: Report): string {
  const { steps, results, twins } = report;
  const shape = {
    schema: 'rumor-has-it/grade',
    version: VERSION,
    node: process.version,
    pointsPerStep: POINTS,
    mostPoints: mostPoints(report),
    steps: steps.map(({ number, folder, title }) => ({ number, folder, title })),
    submissions: results.map((result) => ({ ...result, firstFailure: firstFailure(result) ?? null })),
    identical: twins,
  };
  return `${JSON.stringify(shape, null, 2)}\n`;
}
