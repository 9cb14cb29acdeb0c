import { commandWords } from './command-words.ts';
import { editorOf } from './editors.ts';
import { onWindows, type Invocation } from './windows-program.ts';

/** How an editor is started. */
export interface EditorCall extends Invocation {
  /** The program as people know it. */
  readonly name: string;
  readonly window: boolean;
}

/** What an editor is chosen by. */
export interface EditorWorld {
  /** The learner's own choice: a command; `none` for no editor. */
  readonly wanted?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: string;
  readonly exists: (file: string) => boolean;
}

/** npm tells its scripts an `$EDITOR` also where nobody has chosen one, and not everybody knows the way out of vi. */
const NPMS_OWN = /^vi$|[\\/]notepad\.exe$|^notepad\.exe$/i;

function ownEditor(env: NodeJS.ProcessEnv): string | undefined {
  const editor = env['EDITOR'];
  return env['npm_lifecycle_event'] !== undefined && NPMS_OWN.test(editor ?? '') ? undefined : editor;
}

/**
 * What opens `file` at `line`: the learner's own choice; VS Code in its own terminal; what `$VISUAL` or
 * `$EDITOR` names, unless only npm has named it. Undefined if there is none of them. Throws a UsageError at a command that makes no sense.
 */
export function editorCall(file: string, line: number, world: EditorWorld): EditorCall | undefined {
  const { wanted, env, platform, exists } = world;
  const inCode = env['TERM_PROGRAM'] === 'vscode' ? 'code' : undefined;
  const command = [wanted, inCode, env['VISUAL'], ownEditor(env)].find((each) => each !== undefined && each.trim() !== '');
  if (command === undefined || command === 'none') return undefined;
  // A path with blanks that nobody put into quotes.
  const [program, ...first] = exists(command) ? [command] : commandWords(command);
  const editor = editorOf(program!);
  const args = [...first, ...editor.at(file, line)];
  return { ...(platform === 'win32' ? onWindows(program!, args, env, exists) : { command: program!, args }), name: program!, window: editor.window };
}
