import { test } from './step-test.ts';

export const FURTHER = 'further: ';

/** A test of a further task: shown, and not needed to go on. */
export function further(title: string, body: () => void): void {
  test(`${FURTHER}${title}`, body);
}
