import { tellFinding } from './finding.ts';
import type { Report } from './verify.ts';

/** A report as a person reads it: a line, and one more for each finding. */
export function tellReport({ step, findings, checked, caught = [] }: Report, details: boolean): string {
  const name = step === undefined ? 'Documents' : `${String(step.number).padStart(2, '0')}  ${step.title}`;
  const verdict = findings.length === 0 ? 'holds' : `${findings.length} wrong`;
  const lines = [
    `${name.padEnd(22)}  ${verdict.padEnd(8)}  ${checked.join(', ')}`,
    ...(details ? caught.map((mutant) => `      ${mutant.name} is caught by “${mutant.by}”`) : []),
    ...findings.map((finding) => `    x ${tellFinding(finding)}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** What `verify --json` prints. */
export function asJson(reports: readonly Report[], seconds: number): object {
  return {
    holds: reports.every(({ findings }) => findings.length === 0),
    seconds,
    reports: reports.map(({ step, ...report }) => ({ step: step?.number ?? null, holds: report.findings.length === 0, ...report })),
  };
}
