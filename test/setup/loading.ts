/** Loaded before the tests of a step, and before the code under test. */
import { afterAll } from 'vitest';
import { beatNoMore, watchLoading } from '../../src/verdict/heartbeat.ts';

watchLoading();
afterAll(beatNoMore);
