/** What a failure tells the learner. Each entry is one or two short lines. */
export interface Explanation {
  /** What the code did, with the actual values. */
  readonly did: string;
  /** What would have been right. */
  readonly expected: string;
  /** Why it matters. */
  readonly because: string;
  /** The command that shows exactly this run. */
  readonly replay?: string;
}

/** How the parts are told: a column of labels, and what stands beside it. Nobody else reads or writes them. */
const LABELS: readonly (readonly [part: keyof Explanation, label: string])[] = [
  ['did', 'your code'],
  ['expected', 'expected'],
  ['because', 'because'],
  ['replay', 'replay'],
];
const WIDTH = 11;
const INDENT = ' '.repeat(WIDTH);

/** The message of a failure: between processes, and in files, an explanation is a text. */
export function explanationText(explanation: Explanation): string {
  const rows = LABELS.map(([part, label]) => [label, explanation[part]] as const).filter(([, text]) => text !== undefined);
  return rows.map(([label, text]) => label.padEnd(WIDTH) + text!.replaceAll('\n', `\n${INDENT}`)).join('\n');
}

/** The explanation that a message is; undefined for an error, or a TODO, that speaks for itself. */
export function explanationIn(message: string): Explanation | undefined {
  const parts: { -readonly [P in keyof Explanation]?: string } = {};
  let part: keyof Explanation | undefined;
  for (const line of message.split('\n')) {
    const begins = partOf(line);
    if (begins !== undefined) parts[(part = begins)] = line.slice(WIDTH);
    else if (part !== undefined) parts[part] += `\n${line.startsWith(INDENT) ? line.slice(WIDTH) : line}`;
    else return undefined;
  }
  const { did, expected, because } = parts;
  return did === undefined || expected === undefined || because === undefined ? undefined : { ...parts, did, expected, because };
}

/** How far the text of a line is from its beginning, so that what does not fit stands below it. */
export function besideLabel(line: string): number {
  return partOf(line) === undefined ? 0 : WIDTH;
}

function partOf(line: string): keyof Explanation | undefined {
  return LABELS.find(([, label]) => line.startsWith(label.padEnd(WIDTH)))?.[0];
}
