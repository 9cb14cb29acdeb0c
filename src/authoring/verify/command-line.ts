/** A command of the workshop, as a document writes it. */
export interface CommandLine {
  readonly name: string;
  readonly args: readonly string[];
  /** The npm script, when it is written with npm. */
  readonly script: string | undefined;
}

/** Reads `node rumor play 4 --plain`, `npm test` or `npm run play -- 4`. Anything else is not ours. */
export function readCommandLine(text: string): CommandLine | undefined {
  const words = text.trim().split(/\s+/);
  if (words.some((word) => /[<>…]/.test(word))) return undefined;
  const [program, ...rest] = words;
  if (program === 'node' && rest[0] === 'rumor' && rest[1] !== undefined) return { name: rest[1], args: rest.slice(2), script: undefined };
  if (program !== 'npm') return undefined;
  const script = rest[0] === 'run' ? rest[1] : ['start', 'test'].includes(rest[0] ?? '') ? rest[0] : undefined;
  if (script === undefined) return undefined;
  const dashes = words.indexOf('--');
  return { name: script, args: dashes === -1 ? [] : words.slice(dashes + 1), script };
}
