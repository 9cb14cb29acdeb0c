const WORDS: readonly (readonly [selector: string, attributes: Readonly<Record<string, string>>])[] = [
  ['#current-slide iframe', { title: 'The slide on the wall' }],
  ['#upcoming-slide iframe', { title: 'The next slide' }],
  ['#current-slide, #upcoming-slide, #speaker-layout', { role: 'region' }],
  ['#current-slide', { 'aria-label': 'The slide on the wall' }],
  ['#upcoming-slide', { 'aria-label': 'The next slide' }],
  ['#speaker-layout', { 'aria-label': 'Layout of this window' }],
  ['.speaker-layout-dropdown', { 'aria-label': 'Layout' }],
  // It scrolls, and so it must take the focus. The labels in it are the headings of the page.
  ['#speaker-controls', { role: 'main', tabindex: '0', 'aria-label': 'Clock, pace and notes' }],
  ['#speaker-controls h4', { role: 'heading', 'aria-level': '1' }],
];
/** Where nothing counts yet: grey, and still to be read. */
const STYLE = 'span.mute { opacity: 1 !important; color: #707070; }';

/**
 * Puts what a screen reader needs into the speaker's page, which Reveal writes: names, landmarks, headings.
 * The wall does it, for a frame from the disk may not touch the page around it; nor may a wall that
 * was reloaded, whose speaker's page has it all by then.
 */
export function mendSpeakersPage(): void {
  addEventListener('message', ({ data, source }: MessageEvent<unknown>) => {
    if (typeof data !== 'string' || !data.includes('"reveal-notes"') || !data.includes('"connected"')) return;
    try {
      nameParts((source as Window).document);
    } catch {
      // It belongs to the page that stood here before the reload.
    }
  });
}

function nameParts(page: Document): void {
  for (const [selector, attributes] of WORDS) {
    for (const part of page.querySelectorAll(selector)) for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
  }
  const style = page.createElement('style');
  style.textContent = STYLE;
  page.head.append(style);
}
