import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe', 'Chromium\\Application\\chrome.exe'];

/** The path of an installed Chromium, Chrome or Edge; `RUMOR_BROWSER` names one. Undefined if there is none. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return candidates(env).find((path) => existsSync(path));
}

function candidates(env: NodeJS.ProcessEnv): string[] {
  if (env['RUMOR_BROWSER']) return [env['RUMOR_BROWSER']];
  switch (process.platform) {
    case 'darwin':
      return MAC;
    case 'win32':
      return [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']]
        .flatMap((folder) => (folder === undefined ? [] : WINDOWS.map((program) => join(folder, program))));
    default:
      return (env['PATH'] ?? '').split(delimiter).flatMap((folder) => ON_PATH.map((program) => join(folder, program)));
  }
}

/** What keeps a browser quiet: no first-run page, no calls home. Root needs `--no-sandbox`. */
export function browserFlags(): string[] {
  const flags = ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  return process.getuid?.() === 0 ? ['--no-sandbox', ...flags] : flags;
}
