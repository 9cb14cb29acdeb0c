import { expect, test } from 'vitest';
import { headerOf } from '../../../../src/course/header.ts';
import { judgeGap, judgeMutant, judgeRight, judgeStarter } from '../../../../src/authoring/verify/judge.ts';
import { messageProblems } from '../../../../src/authoring/verify/message-rules.ts';
import type { StepOutcome, TestOutcome } from '../../../../src/verdict/outcome.ts';

const EXPLAINED = 'your code  did this\nexpected   that\nbecause    of it';

function outcome(...tests: Partial<TestOutcome>[]): StepOutcome {
  return { step: 1, printed: '', tests: tests.map((test, i) => ({ title: `test ${i}`, further: false, passed: true, ...test })) };
}

const failed = (message = EXPLAINED, more: Partial<TestOutcome> = {}): Partial<TestOutcome> => ({ passed: false, message, ...more });

const TODO = 'TODO step 01: do it';

test('a starter that passes a test, or fails for another reason, is found', () => {
  expect(judgeStarter(outcome(failed(TODO), failed(`node 3 threw: ${TODO}`)), [TODO])).toEqual([]);
  expect(judgeStarter(outcome({}, failed(TODO)), [TODO])).toEqual(['passes the test “test 0” although nothing is written']);
  expect(judgeStarter(outcome(failed('TypeError: no')), [TODO])).toEqual(['fails the test “test 0” with "TypeError: no", not with a TODO of its step']);
  expect(judgeStarter({ ...outcome(), trouble: { message: 'does not load' } }, [TODO])).toEqual(['does not run with the starter: does not load']);
});

test('a gap that no test notices is found', () => {
  expect(judgeGap(outcome({}, failed(TODO)), TODO)).toEqual([]);
  expect(judgeGap(outcome({}), TODO)).toEqual([`passes every test with the gap ${JSON.stringify(TODO)} open`]);
  expect(judgeGap(outcome(failed()), TODO)).toEqual([`with the gap ${JSON.stringify(TODO)} open, fails the test “test 0” without saying so`]);
});

test('a right solution need not do the further tasks, unless it says that it does', () => {
  const open = outcome({}, failed(EXPLAINED, { further: true }));
  expect(judgeRight(open, false)).toEqual([]);
  expect(judgeRight(open, true)).toEqual(['fails the test “test 1”: your code did this expected that because of it']);
  expect(judgeRight(outcome(), false)).toEqual(['ran no test']);
  // It would be counted as done before anything was done for it.
  expect(judgeRight(outcome({}, { further: true }), false)).toEqual(['passes the further test “test 1” without claiming the further tasks']);
  expect(judgeRight(outcome({}, { further: true }), true)).toEqual([]);
});

/** A wrong solution that should be caught by `by`, with `says`. */
function mutant(by: string, says: string) {
  const source = `/**\n * mistake: a\n * tempting: b\n * caught by: ${by}\n * says: ${says}\n */\n`;
  return { where: 'x.ts', name: 'x.ts', source, header: headerOf(source) };
}

test('a wrong solution must be caught by the named test, with the named words', () => {
  const caught = outcome({}, failed(), failed());
  expect(judgeMutant(mutant('test 1', 'expected that'), caught)).toEqual([]);
  expect(judgeMutant(mutant('test 2', 'that'), caught)).toEqual(['is caught by “test 1”, not by “test 2”']);
  expect(judgeMutant(mutant('test 9', 'that'), caught)).toEqual(['names the test “test 9”, which does not exist']);
  expect(judgeMutant(mutant('test 1', 'other'), caught)[0]).toContain('the message does not say "other"; it says "your code did this');
  expect(judgeMutant(mutant('test 1', 'that'), outcome({}, {}))).toEqual(['is not caught: all 2 tests pass, “test 1” among them']);
});

test('a required test counts before a further one, wherever it stands', () => {
  const both = outcome(failed(EXPLAINED, { further: true }), failed());
  expect(judgeMutant(mutant('test 1', 'that'), both)).toEqual([]);
  const late = outcome(failed(EXPLAINED, { further: true }), {});
  expect(judgeMutant(mutant('further: test 0', 'that'), late)).toEqual([]);
  expect(judgeMutant(mutant('test 1', 'that'), late)).toEqual([
    'is not caught: all 1 required tests pass, “test 1” among them; only the further “test 0” fails',
  ]);
});

test('a wrong solution without a header is told what is missing', () => {
  const bare = { where: 'x.ts', name: 'x.ts', source: '', header: { mistake: 'a', tempting: 'b' } };
  expect(judgeMutant(bare, outcome(failed()))).toEqual(['has no “caught by:”, “says:” in the comment at its top']);
});

test.each([
  ['is explained', EXPLAINED, []],
  ['is too long', `${EXPLAINED}\n${'more\n'.repeat(8)}`, ['is 12 lines long; 10 are allowed']],
  ['dumps a list', `${EXPLAINED} [${'1, '.repeat(1000)}]`, ['has a line of 3019 characters; 240 are allowed']],
  ['has a stack', `${EXPLAINED}\n    at push (src/a.ts:3:4)`, ['has a stack frame in it']],
  ['names a library', `${EXPLAINED} says chai`, ['names "chai", which is no business of the learner']],
  ['says nothing', 'wrong', ['neither says what the code did, what was expected and why, nor points to a line of it']],
])('a message that %s', (_what, message, problems) => {
  expect(messageProblems({ title: 't', further: false, passed: false, message })).toEqual(problems);
});
