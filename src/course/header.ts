/** What the comment at the top of a wrong or another right solution says, by the word before the colon. */
export type Header = Readonly<Record<string, string>>;

/** Reads ` * caught by: …` lines. A line without such a word goes on with the one above it. */
export function headerOf(source: string): Header {
  const comment = /^\/\*\*\n([\s\S]*?)\*\//.exec(source)?.[1] ?? '';
  const fields: Record<string, string> = {};
  let field: string | undefined;
  for (const raw of comment.split('\n')) {
    const text = raw.replace(/^ ?\* ?/, '').trim();
    const [, name, value] = /^(mistake|tempting|caught by|says|style): (.*)$/.exec(text) ?? [];
    if (name !== undefined) fields[(field = name)] = value!;
    else if (field !== undefined && text !== '') fields[field] += ` ${text}`;
  }
  return fields;
}
