import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tellFinding } from '../../../../src/authoring/verify/finding.ts';
import { checkPicture, PICTURE } from '../../../../src/authoring/verify/picture.ts';
import { toSvg } from '../../../../src/terminal/svg.ts';
import { ROOT } from '../../support/cli.ts';
import { treeWith } from './copied-tree.ts';

test('a picture that the program does not draw any more is found, and --update mends it', async () => {
  const root = treeWith(PICTURE, '33 of 40', '34 of 40');
  expect((await checkPicture(root, false)).map(tellFinding)).toEqual([
    `${PICTURE}: is not what the program draws now; if the new picture is right, run with --update, and look at it`,
  ]);
  expect(await checkPicture(root, true)).toEqual([]);
  expect(readFileSync(join(root, PICTURE), 'utf8')).toBe(readFileSync(join(ROOT, PICTURE), 'utf8'));
});

test('every piece of text is told where it starts and how wide it is, and dots become squares', () => {
  const svg = toSvg([[{ text: ' a  b<c', style: 'dim' }, { text: '⡀⣿', style: 'infective' }]], 20, 'a & b');
  expect(svg).toContain('<title>a &#38; b</title>');
  expect(svg).toContain('<text class="dim" x="22" y="27" textLength="8">a</text>');
  expect(svg).toContain('<text class="dim" x="46" y="27" textLength="24">b&#60;c</text>');
  expect(svg).toContain('<path class="infective" d="M70 27.5h4v4.5h-4zM78 14h8v18h-8z"/>');
});
