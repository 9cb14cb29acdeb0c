// Prints the closing line that CI reads: how many tests passed, failed, and were skipped, in all reports together,
// and above it the name of each test that failed: of a long log it is the end that is read.
// The first argument is 1 if anything has failed so far: what is no test must not end in "0 failed".
import { readFileSync } from 'node:fs';

const [status, ...paths] = process.argv.slice(2);
let [passed, failed, skipped] = [0, 0, 0];
for (const path of paths) {
  const report = JSON.parse(readFileSync(path, 'utf8'));
  passed += report.numPassedTests;
  failed += report.success ? report.numFailedTests : Math.max(1, report.numFailedTests);
  skipped += report.numPendingTests + report.numTodoTests;
  for (const file of report.testResults) {
    const failures = file.assertionResults.filter((test) => test.status === 'failed');
    if (file.status === 'failed' && failures.length === 0) console.log(`failed: ${file.name}: ${firstLine(file.message)}`);
    for (const test of failures) console.log(`failed: ${file.name}: ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
  }
}
failed = Math.max(failed, Number(status));
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

/** @param {string | undefined} text */
function firstLine(text) {
  return (text ?? '').trim().split('\n')[0] ?? '';
}
