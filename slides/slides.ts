/** How long the deck is to take: 90 minutes, half a day, or a full one. */
export type Path = '90' | 'half' | 'day';

/** One slide: its Markdown, and what its first line says about it. */
export interface Slide {
  readonly section: string;
  readonly markdown: string;
  readonly classes: string;
  /** Minutes of the half-day. */
  readonly minutes: number;
  /** Minutes of the 90-minute path; undefined if the slide is not on it. */
  readonly short: number | undefined;
}

/**
 * Cuts the Markdown of one section into slides, at lines of three hyphens.
 *
 * A slide begins with `<!-- minutes=4 short=2 class="step" -->`. `short` puts it on the 90-minute
 * path. Throws an error that names the section and the slide when that line is missing.
 */
export function slidesOf(section: string, text: string): Slide[] {
  return text.replaceAll('\r\n', '\n').split(/^---$/m).map((part, index) => {
    const head = /^\s*<!-- minutes=(\d+)(?: short=(\d+))?(?: class="([\w -]+)")? -->\n/.exec(part);
    if (head === null) throw new Error(`${section}, slide ${index + 1}: the first line must be like <!-- minutes=4 short=2 class="step" -->`);
    const [line, minutes, short, classes = ''] = head;
    return { section, markdown: part.slice(line.length), classes, minutes: Number(minutes), short: short === undefined ? undefined : Number(short) };
  });
}

/** The minutes of a slide on a path. */
export function minutesOf({ minutes, short }: Slide, path: Path): number {
  return path === '90' ? (short ?? 0) : minutes;
}

/**
 * The Markdown of a slide as it is shown on a path: `{minutes}` are its minutes there, and what
 * stands in `{90: …}` or `{not 90: …}` is said there only, or everywhere else.
 */
export function textOf(slide: Slide, path: Path): string {
  const short = slide.short === undefined ? 'skip it on the 90-minute path' : `90-minute path: ${slide.short}`;
  const text = slide.markdown
    .replaceAll('{minutes}', String(minutesOf(slide, path)))
    .replace(/\{(not )?(90|half|day): ([^{}]*)\}/g, (_, not: string | undefined, only: string, words: string) => ((only === path) === (not === undefined) ? words : ''))
    .replace(/^Note:\n/m, `Note:\n**Minutes.** ${slide.minutes} (${short}).\n\n`);
  return unbroken(text);
}

/** Keeps together what a line must not break: “et al.”, “step 06”, and a span of numbers such as 02–04. */
function unbroken(text: string): string {
  return text.replaceAll('et al.', 'et\u00a0al.').replace(/\b([Ss]teps?) (0\d)\b/g, '$1\u00a0$2').replace(/(\d)–(\d)/g, '$1–\u2060$2');
}
