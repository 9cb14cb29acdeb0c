import Reveal from 'reveal.js';
import Markdown from 'reveal.js/plugin/markdown';
import Notes from 'reveal.js/plugin/notes';
import 'reveal.js/reveal.css';
import './theme.css';
import { GossipSim } from './element/gossip-sim.ts';
import { deckOf, pathIn } from './sections.ts';
import { minutesOf, textOf, type Slide } from './slides.ts';

const SPACE = 32;
const ENTER = 13;
const texts: Record<string, string> = import.meta.glob('./content/*.md', { query: '?raw', import: 'default', eager: true });
const query = new URLSearchParams(location.search);
const path = pathIn(query);

customElements.define('gossip-sim', GossipSim);
fill(document.querySelector('.slides')!);

const deck = new Reveal({
  plugins: [Markdown, Notes],
  width: 1280,
  height: 720,
  margin: 0,
  center: false,
  hash: true,
  transition: 'none',
  backgroundTransition: 'none',
  controls: false,
  slideNumber: 'c/t',
  pdfSeparateFragments: false,
  // Reveal shows the pace only if this is set; every slide has a time of its own. Its types say null.
  defaultTiming: 120 as unknown as null,
  keyboardCondition: (event: KeyboardEvent) => !(event.keyCode === SPACE && isPressable(event.composedPath()[0])),
});

deck.addKeyBinding({ keyCode: ENTER, key: 'Enter', description: 'Play or pause the picture' }, () => {
  if (deck.isOverview()) deck.toggleOverview(false);
  else currentSims()[0]?.toggle();
});
deck.on('ready', () => {
  // Reveal calls itself an application, which takes a screen reader's own keys away.
  deck.getRevealElement()?.removeAttribute('role');
  enter();
});
deck.on('slidechanged', enter);
deck.on('pdf-ready', async () => {
  await Promise.all([...document.querySelectorAll('gossip-sim')].map((sim) => showOnPaper(sim as GossipSim)));
  requestAnimationFrame(() => {
    document.body.dataset['printable'] = 'yes';
  });
});
void deck.initialize();

/** One section a slide. The Markdown plugin turns them into pages when the deck starts. */
function fill(into: Element): void {
  const byName = Object.fromEntries(Object.entries(texts).map(([file, text]) => [file.replace(/^.*\/|\.md$/g, ''), text]));
  deckOf(path, byName).forEach((slide) => into.append(sectionOf(slide)));
}

function sectionOf(slide: Slide): HTMLElement {
  const section = document.createElement('section');
  const minutes = minutesOf(slide, path);
  section.setAttribute('data-markdown', '');
  section.setAttribute('data-timing', String(minutes * 60));
  section.className = slide.classes;
  const template = document.createElement('script');
  template.type = 'text/template';
  template.textContent = textOf(slide, path);
  section.append(template);
  return section;
}

function currentSims(): GossipSim[] {
  return [...deck.getCurrentSlide().querySelectorAll('gossip-sim')] as GossipSim[];
}

/** A picture that plays by itself does so on the stage only: not in the speaker's small copies. */
function enter(): void {
  if (query.has('receiver') || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  for (const sim of currentSims()) if (sim.hasAttribute('autoplay')) void sim.ready.then(() => sim.play());
}

async function showOnPaper(sim: GossipSim): Promise<void> {
  await sim.ready;
  sim.showPoster();
}

/** Space presses what has the focus, and only otherwise turns the page. */
function isPressable(target: EventTarget | undefined): boolean {
  return target instanceof Element && target.matches('a, button, input, select, summary');
}
