import { FURTHER } from '../../src/verdict/outcome.ts';
import { test, testOfRuns } from './step-test.ts';

/** A test of a further task: shown, and not needed to go on. */
export function further(title: string, body: () => void): void {
  test(`${FURTHER}${title}`, body);
}

/** A test of a further task that plays many runs. */
export function furtherOfRuns(title: string, body: () => void): void {
  testOfRuns(`${FURTHER}${title}`, body);
}
