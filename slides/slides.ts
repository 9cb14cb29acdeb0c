/** How long the deck is to take: 90 minutes, half a day, a full one; or all slides, for whoever has an hour more. */
export type Path = (typeof PATHS)[number];
export const PATHS = ['90', 'half', 'day', 'all'] as const;

/** One slide: its Markdown, and what its first line says about it. */
export interface Slide {
  readonly section: string;
  readonly markdown: string;
  readonly classes: string;
  /** Minutes of the half-day. */
  readonly minutes: number;
  /** Minutes of the 90-minute path; undefined if the slide is not on it. */
  readonly short: number | undefined;
  /** Minutes of the full day; 0 if the slide is not on it. */
  readonly day: number;
}

/**
 * Cuts the Markdown of one section into slides, at lines of three hyphens.
 *
 * A slide begins with `<!-- minutes=4 short=2 day=5 class="step" -->`. `short` puts it on the
 * 90-minute path, and `day` says where a full day takes another time. Throws an error that names the section and the slide when that line is missing.
 */
export function slidesOf(section: string, text: string): Slide[] {
  return text.replaceAll('\r\n', '\n').split(/^---$/m).map((part, index) => {
    const head = /^\s*<!-- minutes=(\d+)(?: short=(\d+))?(?: day=(\d+))?(?: class="([\w -]+)")? -->\n/.exec(part);
    if (head === null) throw new Error(`${section}, slide ${index + 1}: the first line must be like <!-- minutes=4 short=2 day=5 class="step" -->`);
    const [line, minutes, short, day = minutes, classes = ''] = head;
    return { section, markdown: part.slice(line.length), classes, minutes: Number(minutes), short: short === undefined ? undefined : Number(short), day: Number(day) };
  });
}

/** The minutes of a slide on a path. */
export function minutesOf({ minutes, short, day }: Slide, path: Path): number {
  if (path === '90') return short ?? 0;
  if (path === 'half') return minutes;
  return path === 'all' && day === 0 ? minutes : day;
}

/**
 * The Markdown of a slide as it is shown on a path: `{minutes}` are its minutes there, and what
 * stands in `{90: …}` or `{not 90: …}` is said there only, or everywhere else. What is true of a
 * full day is true of all slides.
 */
export function textOf(slide: Slide, path: Path): string {
  const text = slide.markdown
    .replaceAll('{minutes}', String(minutesOf(slide, path)))
    .replace(/\{(not )?(90|half|day|all): ([^{}]*)\}/g, (_, not: string | undefined, only: string, words: string) => ((only === path || (only === 'day' && path === 'all')) === (not === undefined) ? words : ''))
    .replace(/^Note:\n/m, `Note:\n**Minutes.** ${minutesNote(slide, path)}.\n\n`);
  return unbroken(text);
}

function minutesNote(slide: Slide, path: Path): string {
  if (path === 'day' || path === 'all') return `${minutesOf(slide, path)}${slide.day === 0 ? ' (the full day leaves it out)' : ''}`;
  return `${slide.minutes} (${slide.short === undefined ? 'skip it on the 90-minute path' : `90-minute path: ${slide.short}`})`;
}

/** Keeps together what a line must not break: “et al.”, “step 06”, and a span of numbers such as 02–04. */
function unbroken(text: string): string {
  return text.replaceAll('et al.', 'et\u00a0al.').replace(/\b([Ss]teps?) (0\d)\b/g, '$1\u00a0$2').replace(/(\d)–(\d)/g, '$1–\u2060$2');
}
