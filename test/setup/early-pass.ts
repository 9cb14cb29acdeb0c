/**
 * Loaded before the tests of a step. Tells that the step is done as soon as it is: who waits for that
 * need not wait for the tests of further tasks, nor for Vitest to put things away.
 */
import { afterEach } from 'vitest';
import { tellPass } from '../../src/verdict/heartbeat.ts';
import { FURTHER } from '../../src/verdict/outcome.ts';

const isRequired = ({ name }: { readonly name: string }): boolean => !name.startsWith(FURTHER);
let passed = 0;

afterEach(({ task }) => {
  if (!isRequired(task) || task.result?.state === 'fail') return;
  passed++;
  const required = task.file.tasks.filter(isRequired);
  if (passed === required.length) tellPass(required.map(({ name }) => name));
});
