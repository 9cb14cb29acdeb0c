import type { StepResult, SubmissionResult } from '../result.ts';
import type { Report } from './report.ts';

/** The JUnit form that build servers read: a suite for each submission and step, on their own earlier steps. */
export function renderJunit({ results }: Report): string {
  const suites = results.flatMap((result) => result.steps.map((step) => suiteOf(result, step)));
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="rumor-has-it">', ...suites, '</testsuites>', ''].join('\n');
}

function suiteOf({ name, problem }: SubmissionResult, { folder, own }: StepResult): string {
  const failed = own.tests.filter(({ passed }) => !passed);
  const reason = problem ?? own.refusal ?? own.trouble?.message;
  const cases = own.tests.map(({ title, passed, message, further }) => {
    const open = `    <testcase classname="${xml(`${name}.${folder}`)}" name="${xml(further ? `further: ${title}` : title)}"`;
    if (passed) return `${open}/>`;
    if (further) return `${open}><skipped/></testcase>`;
    return `${open}><failure>${xml(message ?? reason ?? '')}</failure></testcase>`;
  });
  const open = failed.filter(({ further }) => further).length;
  return [
    `  <testsuite name="${xml(`${name}.${folder}`)}" tests="${own.tests.length}" failures="${failed.length - open}" skipped="${open}">`,
    ...cases,
    '  </testsuite>',
  ].join('\n');
}

function xml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '?')
    .replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
