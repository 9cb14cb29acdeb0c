import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandWords } from '../../../../src/learner/editor/command-words.ts';
import { editorCall, type EditorWorld } from '../../../../src/learner/editor/editor-call.ts';
import { runEditor } from '../../../../src/learner/editor/run-editor.ts';
import { temporaryFolder } from '../../support/code-folder.ts';

const FILE = '/my work/a & b/push.ts';
const VSCODE = { TERM_PROGRAM: 'vscode' };

/** What is started on Linux or macOS, as a list: the program, then its arguments. */
function started(env: NodeJS.ProcessEnv, wanted?: string, there: readonly string[] = []): string[] | undefined {
  const call = editorCall(FILE, 12, { wanted, env, platform: 'linux', exists: (file) => there.includes(file) });
  return call && [call.window ? 'window' : 'terminal', call.command, ...call.args];
}

describe('an editor is chosen', () => {
  test.each<[what: string, env: NodeJS.ProcessEnv, wanted: string | undefined, expected: string[] | undefined]>([
    ['nothing says which', {}, undefined, undefined],
    ['the terminal of VS Code', VSCODE, undefined, ['window', 'code', '--reuse-window', '--goto', `${FILE}:12`]],
    ['another terminal', { TERM_PROGRAM: 'Apple_Terminal' }, undefined, undefined],
    ['$EDITOR', { EDITOR: 'nano' }, undefined, ['terminal', 'nano', '+12', FILE]],
    ['$VISUAL before $EDITOR', { EDITOR: 'ed', VISUAL: 'vim' }, undefined, ['terminal', 'vim', '+12', FILE]],
    ['an empty $VISUAL', { EDITOR: 'vim', VISUAL: ' ' }, undefined, ['terminal', 'vim', '+12', FILE]],
    ['VS Code, where $EDITOR is for git', { ...VSCODE, EDITOR: 'vim' }, undefined, ['window', 'code', '--reuse-window', '--goto', `${FILE}:12`]],
    ['the learner, before all', { ...VSCODE, EDITOR: 'vim' }, 'hx', ['terminal', 'hx', `${FILE}:12`]],
    ['the learner, who wants none', { ...VSCODE, EDITOR: 'vim' }, 'none', undefined],
    ['with arguments', { EDITOR: 'subl -n -w' }, undefined, ['window', 'subl', '-n', '-w', `${FILE}:12`]],
    ['one that we do not know', { EDITOR: 'acme' }, undefined, ['terminal', 'acme', FILE]],
    ['in quotes', { EDITOR: '"/opt/my editors/vim" -c \'set nu\'' }, undefined, ['terminal', '/opt/my editors/vim', '-c', 'set nu', '+12', FILE]],
    ['what only npm has named', { EDITOR: 'vi', npm_lifecycle_event: 'start' }, undefined, undefined],
    ['what npm names on Windows', { EDITOR: 'C:\\Windows\\notepad.exe', npm_lifecycle_event: 'start' }, undefined, undefined],
    ['vi, by choice', { npm_lifecycle_event: 'start' }, 'vi', ['terminal', 'vi', '+12', FILE]],
    ['$EDITOR through npm', { EDITOR: 'nano', npm_lifecycle_event: 'start' }, undefined, ['terminal', 'nano', '+12', FILE]],
    ['by line', {}, 'webstorm', ['window', 'webstorm', '--line', '12', FILE]],
  ])('%s', (_what, env, wanted, expected) => {
    expect(started(env, wanted)).toEqual(expected);
  });

  test('a path with blanks needs no quotes when it is there', () => {
    expect(started({ EDITOR: '/opt/my editors/vim' }, undefined, ['/opt/my editors/vim'])).toEqual(['terminal', '/opt/my editors/vim', '+12', FILE]);
  });

  test.each([
    ['vim "', /has a quote that is not closed/],
    ["code 'a b", /has a quote that is not closed/],
    ['  ', /is empty/],
  ])('a command that makes no sense, %j, is told', (command, expected) => {
    expect(() => commandWords(command)).toThrow(expected);
  });
});

describe('on Windows', () => {
  const BIN = 'C:\\Program Files\\Microsoft VS Code\\bin';
  const there = [`${BIN}\\code.cmd`, 'C:\\Vim & co\\vim.exe', 'C:\\Windows\\notepad.exe', 'C:\\ws\\code.cmd', 'C:\\Program Files\\Notepad++\\notepad++.exe'];
  const world = (wanted: string): EditorWorld => ({
    wanted,
    env: { Path: `C:\\Windows;${BIN};"C:\\Vim & co"`, PATHEXT: '.COM;.EXE;.BAT;.CMD', ComSpec: 'C:\\Windows\\system32\\cmd.exe' },
    platform: 'win32',
    exists: (file) => there.some((each) => each.toLowerCase() === file.toLowerCase()),
  });

  test.each([
    ['notepad', 'C:\\ws\\push.ts', 'C:\\Windows\\notepad.exe', ['C:\\ws\\push.ts']],
    ['vim', 'C:\\a b\\push.ts', 'C:\\Vim & co\\vim.exe', ['+12', 'C:\\a b\\push.ts']],
    ['"C:\\Program Files\\Notepad++\\notepad++.exe" -multiInst', 'C:\\ws\\push.ts', 'C:\\Program Files\\Notepad++\\notepad++.exe', ['-multiInst', '-n12', 'C:\\ws\\push.ts']],
    ['C:\\Program Files\\Notepad++\\notepad++.exe', 'C:\\ws\\push.ts', 'C:\\Program Files\\Notepad++\\notepad++.exe', ['-n12', 'C:\\ws\\push.ts']],
    ['nowhere', 'C:\\ws\\push.ts', 'nowhere', ['C:\\ws\\push.ts']],
  ])('%s is started itself, with its arguments as they are', (wanted, file, command, args) => {
    expect(editorCall(file, 12, world(wanted))).toMatchObject({ command, args });
    expect(editorCall(file, 12, world(wanted))).not.toHaveProperty('verbatim');
  });

  test.each([
    ['C:\\ws\\push.ts', '^"C:\\ws\\push.ts:12^"'],
    ['C:\\my work\\push.ts', '^"C:\\my^ work\\push.ts:12^"'],
    ['C:\\a & b\\push.ts', '^"C:\\a^ ^&^ b\\push.ts:12^"'],
    ['C:\\100%PATH%\\x^y!\\push.ts', '^"C:\\100^%PATH^%\\x^^y^!\\push.ts:12^"'],
  ])('code is a batch file, which cmd.exe reads: %s', (file, quoted) => {
    const command = '^"C:\\Program^ Files\\Microsoft^ VS^ Code\\bin\\code.cmd^"';
    expect(editorCall(file, 12, world('code'))).toEqual({
      command: 'C:\\Windows\\system32\\cmd.exe',
      args: ['/d', '/s', '/c', `"${command} ^"--reuse-window^" ^"--goto^" ${quoted}"`],
      verbatim: true,
      name: 'code',
      window: true,
    });
  });

  test('quotes and the backslashes before them reach the program', () => {
    const { args } = editorCall('C:\\ws\\push.ts', 12, world('code \'say "a b"\' --in C:\\x\\'))!;
    expect(args.at(-1)).toContain('^"say^ \\^"a^ b\\^"^" ^"--in^" ^"C:\\x\\\\^"');
  });
});

describe.skipIf(process.platform === 'win32')('an editor that is run', () => {
  test('gets the path as it is, and is waited for', async () => {
    const folder = temporaryFolder();
    const [editor, heard] = [join(folder, 'my "editor" & co'), join(folder, 'heard')];
    writeFileSync(editor, `#!/bin/sh\nprintf '%s\\n' "$@" > '${heard}'\n`);
    chmodSync(editor, 0o755);
    await runEditor(editorCall(FILE, 12, { wanted: editor, env: {}, platform: process.platform, exists: (file) => file === editor })!);
    expect(readFileSync(heard, 'utf8')).toBe(`${FILE}\n`);
  });

  test('and is not there, is told in a sentence', async () => {
    const call = editorCall(FILE, 12, { wanted: 'no-such-editor', env: {}, platform: process.platform, exists: () => false })!;
    await expect(runEditor(call)).rejects.toThrow('no-such-editor could not be started (ENOENT)');
  });
});
