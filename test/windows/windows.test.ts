import { beforeAll, describe, expect, test } from 'vitest';
import { fileOf, STEPS } from '../../src/course/steps.ts';
import { nodeVersion, putCheckout, readThere, whyNot, windows } from './wine.ts';

const RUMOR = 'rumor';
const STEP_1 = `steps/${fileOf(STEPS[0]!)}`;

const reason = whyNot();
if (reason !== undefined) console.warn(`SKIPPED: nothing was tried on Windows: ${reason}.`);

describe.skipIf(reason !== undefined)(`on Windows, with Node ${reason === undefined ? nodeVersion() : ''}`, () => {
  beforeAll(putCheckout);

  test('an untouched step is red, with its TODO', async () => {
    const { printed, code } = await windows(RUMOR, 'step', '1');
    expect(printed).toContain('TODO step 01: choose the peers to call');
    expect(printed).toContain(`at ${STEP_1}:`);
    expect(code).toBe(1);
  });

  test('so it is where the shell writes a small drive letter', async () => {
    const { printed } = await windows('test/windows/programs/in-folder.mjs', 'c:\\ws', RUMOR, 'step', '1');
    expect(printed).toContain('TODO step 01: choose the peers to call');
  });

  test('the tests see what was saved, each time', async () => {
    const { printed } = await windows('test/windows/programs/saves.mjs');
    expect(printed.trimEnd().split('\n')).toEqual([
      'the starter: TODO step 01: choose the peers to call',
      'the solution: all pass',
      expect.stringMatching(/^an error: .*mine/),
      'the solution with CRLF: all pass',
      expect.stringMatching(/^no TypeScript: The file does not parse/),
      'a stand-in: all pass',
    ]);
  });

  test('the run of a step is shown', async () => {
    const { printed, code } = await windows(RUMOR, 'play', '2', '--plain', '--code', 'solutions');
    expect(printed).toMatch(/^round +1: /m);
    expect(code).toBe(0);
  });

  test('catch-up, undo and reset replace files', async () => {
    const before = readThere(STEP_1);
    await windows(RUMOR, 'catch-up', '2');
    expect(readThere(STEP_1)).toBe(readThere(`solutions/${fileOf(STEPS[0]!)}`));
    await windows(RUMOR, 'undo');
    expect(readThere(STEP_1)).toBe(before);
    const { printed, code } = await windows(RUMOR, 'reset', 'all');
    expect([printed, code]).toEqual(['Nothing had to change: the files are like that already.\n', 0]);
  });

  test('what is handed in is written', async () => {
    const { printed, code } = await windows(RUMOR, 'hand-in', 'ann');
    expect(printed).toContain(`  ${STEP_1}\n`);
    expect(printed).toContain('Hand in this file: C:\\ws\\ann.zip\n');
    expect(code).toBe(0);
  });

  test('processes find each other, and out who is gone', async () => {
    const { printed, code } = await windows(RUMOR, 'cluster', '--code', 'solutions', '--nodes', '4', '--rounds', '25', '--script', 'kill 3@4; write 0=a@2', '--plain');
    expect(printed).toContain('(member 3 is killed)\n');
    expect(printed).toContain('end: every living member believes the truth, and knows every write.\n');
    expect(code).toBe(0);
  });

  test('a file that another program holds, and lets others write to, is reset', async () => {
    const { printed } = await windows('test/windows/programs/held.mjs', 'writable');
    expect(printed).toContain('exit code 0\n');
    expect(printed).toContain('the file: the starter\ndrafts: 0\n');
  });

  test('one that nobody else may write to is named in a sentence, and nothing is lost', async () => {
    const { printed } = await windows('test/windows/programs/held.mjs', 'alone');
    expect(printed).toMatch(/^exit code 2\nnothing was changed: steps\/01-peer-selection\/select-peers\.ts cannot be written: .*another program holds it \((EPERM|EACCES|EBUSY)\)\n/);
    expect(printed).toContain('the file: // mine\n\ndrafts: 0\n');
  });

  // A percent sign is left to the table of the project rooms: cmd.exe keeps it, and that of Wine does not.
  test.each(['C:\\ws\\push.ts', 'C:\\my work\\a & b\\push.ts', 'C:\\(x) ^y!\\push.ts'])('an editor is given %s as it is', async (file) => {
    const { printed, code } = await windows('test/windows/programs/editor.mjs', file);
    expect([printed, code]).toEqual([`--first\n${file}\n`, 0]);
  });

  test('a process hangs up', async () => {
    const { printed, code } = await windows('test/windows/programs/hang-up.mjs');
    expect([printed, code]).toEqual(['heard\n', 129]);
  });
});
