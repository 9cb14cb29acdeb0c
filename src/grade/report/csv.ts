import { firstFailure, type Report } from './report.ts';

/** One line a submission (RFC 4180). A step has two columns: on their own earlier steps, and on the reference. */
export function renderCsv(report: Report): string {
  const head = ['submission', 'own', 'reference', ...report.steps.flatMap(({ folder }) => [`${folder} own`, `${folder} reference`]), 'further passed', 'first failure'];
  const rows = report.results.map((result) => {
    const failure = firstFailure(result);
    return [
      result.name,
      result.points.own,
      result.points.reference,
      ...result.steps.flatMap(({ own, reference }) => [own.points, reference.points]),
      result.steps.reduce((sum, { own }) => sum + own.further.passed, 0),
      failure === undefined ? '' : [failure.step, failure.text.split('\n')[0]].filter((part) => part !== undefined).join(': '),
    ];
  });
  return [head, ...rows].map((row) => row.map((cell) => (typeof cell === 'number' ? String(cell) : quoted(cell))).join(',')).join('\r\n') + '\r\n';
}

/**
 * A text that a spreadsheet takes for a formula is told to be none: names and messages are a stranger's.
 * Wide signs (＝) count, and so does a sign behind others that nobody sees.
 */
function quoted(text: string): string {
  const start = text.replace(/^[\s\p{Default_Ignorable_Code_Point}]+/u, '').slice(0, 1).normalize('NFKC');
  const safe = /^[\t\r\n]/.test(text) || /^[=+\-@]/.test(start) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
