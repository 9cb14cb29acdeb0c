import { expect, test } from 'vitest';
import type { RunRequest } from '../../../../src/course/run/request.ts';
import { Recordings } from '../../../../src/learner/loop/recordings.ts';
import { standardScenario, STEPS } from '../../../../src/course/steps.ts';

const requestOf = (seed: number): RunRequest => ({ step: 2, code: 'steps', scenario: { ...standardScenario(STEPS[1]!), seed }, trace: false });

test('a run is recorded once, until the code changes', async () => {
  let made = 0;
  const recordings = new Recordings(async () => ({ printed: String(++made) }));
  expect(await Promise.all([recordings.of(requestOf(1)), recordings.of(requestOf(1))])).toEqual([{ printed: '1' }, { printed: '1' }]);
  expect(await recordings.of(requestOf(2))).toEqual({ printed: '2' });
  recordings.forget();
  expect(await recordings.of(requestOf(1))).toEqual({ printed: '3' });
});
