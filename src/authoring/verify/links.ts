import { existsSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parse, UsageError, type Commands } from '../../terminal/usage.ts';
import { readCommandLine } from './command-line.ts';
import type { Finding } from './finding.ts';
import { anchorOf, readDocument, type Document } from './markdown.ts';
import { readText } from '../../course/material.ts';

const LINK = /\]\(([^)\s]+)\)/g;
const CODE = /`([^`]+)`/g;
/** A path from the root of the repository; `NN` stands for a step, and is not looked up. */
const PATH = /^(steps|solutions|src|test|slides|\.ci|\.devcontainer)\/[\w./-]*\w\/?$/;
const SHELL = ['sh', 'console'];
/** What npm runs without `run`. */
const SHORT = ['start', 'test'];

/** The npm scripts, and what each runs. */
type Scripts = Readonly<Record<string, string>>;

interface Mention {
  readonly line: number;
  readonly text: string;
}

/** Does everything that a document points to exist: links, paths, commands and their flags? */
export async function checkLinks(root: string, document: Document, commands: Commands): Promise<Finding[]> {
  const found = ({ line }: Mention, problem: string | undefined): Finding[] =>
    problem === undefined ? [] : [{ where: `${document.where}:${line}`, problem }];
  const links = mentions(document, LINK).flatMap((link) => found(link, linkProblem(root, document, link.text)));
  const code = mentions(document, CODE);
  const paths = code.filter(({ text }) => PATH.test(text) && !text.includes('NN')).flatMap((path) => found(path, pathProblem(root, path.text)));
  const { scripts } = JSON.parse(readText(root, 'package.json')) as { scripts: Scripts };
  const lines = [...code, ...shellLines(document)];
  const shell = await Promise.all(lines.map(async (each) => found(each, await commandProblem(each.text, scripts, commands))));
  return [...links, ...paths, ...shell.flat()];
}

/** How many things a document points to. */
export function countLinks(document: Document): number {
  return mentions(document, LINK).length;
}

function mentions({ prose }: Document, pattern: RegExp): Mention[] {
  return prose.flatMap(({ line, text }) => [...text.matchAll(pattern)].map((match) => ({ line, text: match[1]! })));
}

function shellLines({ fences }: Document): Mention[] {
  return fences
    .filter(({ language }) => SHELL.includes(language))
    .flatMap(({ language, line, lines }) =>
      (language === 'console' ? lines.slice(0, 1) : lines).flatMap((text, i) =>
        text.replace(/^\$ /, '').replace(/ #.*$/, '').split(/ (?:&&|;) /).map((each) => ({ line: line + 1 + i, text: each.trim() })),
      ),
    );
}

function linkProblem(root: string, document: Document, target: string): string | undefined {
  if (/^[a-z]+:/.test(target)) return URL.canParse(target) ? undefined : `links to ${target}, which is no address`;
  const [path, anchor] = target.split('#') as [string, string | undefined];
  const file = path === '' ? document.where : posix.normalize(posix.join(dirname(document.where).replaceAll('\\', '/'), path));
  if (!existsSync(join(root, file))) return `links to ${target}, and there is no ${file}`;
  if (anchor === undefined || !file.endsWith('.md')) return undefined;
  const known = readDocument(root, file).headings.map(anchorOf);
  return known.includes(anchor) ? undefined : `links to ${target}, and ${file} has no such heading`;
}

function pathProblem(root: string, path: string): string | undefined {
  return existsSync(join(root, path)) ? undefined : `names \`${path}\`, which does not exist`;
}

async function commandProblem(text: string, scripts: Scripts, commands: Commands): Promise<string | undefined> {
  const line = readCommandLine(text);
  if (line === undefined) return undefined;
  const script = Object.hasOwn(scripts, line.name) ? scripts[line.name] : undefined;
  if (line.script !== undefined && script === undefined) return `names \`${text}\`, and package.json has no script ${JSON.stringify(line.script)}`;
  if (line.script !== undefined && !SHORT.includes(line.script) && script!.startsWith('node rumor ')) {
    return `names \`${text}\`; what works in every shell is \`${[script, ...line.args].join(' ')}\``;
  }
  if (line.name === 'help') return undefined;
  const load = Object.hasOwn(commands, line.name) ? commands[line.name] : undefined;
  if (load === undefined) return script === undefined ? `names \`${text}\`, and there is no command ${JSON.stringify(line.name)}` : undefined;
  try {
    parse(await load(), line.args.filter((word) => word !== '--help'));
    return undefined;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return `names \`${text}\`, but ${error.message}`;
  }
}
