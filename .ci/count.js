// Prints the closing line that CI reads: how many tests passed, failed, and were skipped, in all reports together.
// The first argument is 1 if anything has failed so far: what is no test must not end in "0 failed".
import { readFileSync } from 'node:fs';

const [status, ...paths] = process.argv.slice(2);
let [passed, failed, skipped] = [0, 0, 0];
for (const path of paths) {
  const report = JSON.parse(readFileSync(path, 'utf8'));
  passed += report.numPassedTests;
  failed += report.success ? report.numFailedTests : Math.max(1, report.numFailedTests);
  skipped += report.numPendingTests + report.numTodoTests;
}
failed = Math.max(failed, Number(status));
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
