import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cluster } from '../../../src/cli/commands/cluster.ts';
import { parse } from '../../../src/terminal/usage.ts';
import { ROOT } from '../support/cli.ts';

const text = (name: string): string => readFileSync(join(ROOT, 'src', 'cluster', 'containers', name), 'utf8');

/** The lists of words after a name: `args: ["--code", "solutions"]`. */
function lists(file: string, name: string): string[][] {
  return [...text(file).matchAll(new RegExp(`^\\s*${name}:? (\\[.*\\])$`, 'gm'))].map(([, list]) => JSON.parse(list!) as string[]);
}

const [entry] = lists('Containerfile', 'ENTRYPOINT') as [string[]];

test('what containers run are commands that exist', () => {
  expect(entry.slice(0, 3)).toEqual(['node', 'rumor.js', 'cluster']);
  const commands = [...lists('compose.yaml', 'command'), ...lists('kubernetes.yaml', 'args')];
  expect(commands).toHaveLength(3);
  for (const words of commands) {
    const filled = words.map((word) => word.replace('$(INDEX)', '7').replace(/\$[({].*[)}]/, 'secret'));
    const args = parse(cluster, [...entry.slice(3), ...filled]);
    expect([args.wholeNumber('nodes', 1, 1), args.text('port'), args.text('secret')]).toEqual([1, '7946', 'secret']);
    expect(args.on('open') || args.texts('join').length > 0).toBe(true);
  }
});

test('what is copied into the image exists', () => {
  const copied = [...text('Containerfile').matchAll(/^COPY (.*) \S+$/gm)].flatMap(([, names]) => names!.split(' '));
  expect(copied).toContain('rumor.js');
  for (const name of copied) expect(existsSync(join(ROOT, name)), name).toBe(true);
});
