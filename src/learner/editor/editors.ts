/** What we know of an editor. */
export interface Editor {
  /** It has a window of its own. Any other gets the terminal until it is closed. */
  readonly window: boolean;
  /** The arguments that open a file at a line. */
  at(file: string, line: number): string[];
}

const plusLine = (file: string, line: number): string[] => [`+${line}`, file];
const colonLine = (file: string, line: number): string[] => [`${file}:${line}`];

const EDITORS: readonly (readonly [names: readonly string[], editor: Editor])[] = [
  [['code', 'code-insiders', 'code-oss', 'codium', 'vscodium', 'cursor', 'windsurf'], { window: true, at: (file, line) => ['--reuse-window', '--goto', ...colonLine(file, line)] }],
  [['subl', 'sublime_text', 'zed', 'zeditor', 'zedit'], { window: true, at: colonLine }],
  [['idea', 'idea64', 'webstorm', 'webstorm64', 'fleet', 'kate', 'mate'], { window: true, at: (file, line) => ['--line', String(line), file] }],
  [['gvim', 'mvim', 'gedit', 'gnome-text-editor'], { window: true, at: plusLine }],
  [['notepad++'], { window: true, at: (file, line) => [`-n${line}`, file] }],
  [['notepad', 'textedit', 'wordpad'], { window: true, at: (file) => [file] }],
  [['vi', 'vim', 'nvim', 'view', 'nano', 'pico', 'emacs', 'emacsclient', 'jed', 'joe', 'kak', 'mg', 'micro', 'ne'], { window: false, at: plusLine }],
  [['hx', 'helix'], { window: false, at: colonLine }],
];

/** One that we do not know: it may need the terminal, and which line is up to the learner. */
const UNKNOWN: Editor = { window: false, at: (file) => [file] };

/** The editor that a program is, by its name: `/usr/bin/vim`, `C:\Program Files\Notepad++\notepad++.exe`. */
export function editorOf(program: string): Editor {
  const name = program.split(/[\\/]/).at(-1)!.toLowerCase().replace(/\.(exe|cmd|bat|com|sh)$/, '');
  return EDITORS.find(([names]) => names.includes(name))?.[1] ?? UNKNOWN;
}
