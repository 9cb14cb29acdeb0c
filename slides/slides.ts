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
