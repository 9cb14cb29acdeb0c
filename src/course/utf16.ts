import { readFileSync } from 'node:fs';

/** Windows PowerShell and some editors save text in UTF-16, and then mark it so. */
export function isUtf16(file: string): boolean {
  return startsUtf16(readFileSync(file));
}

export function startsUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

export const UTF16 = 'is saved in UTF-16: choose UTF-8 as its encoding in your editor, and save it again';
