import Reveal from 'reveal.js';
import Markdown from 'reveal.js/plugin/markdown';
import Notes from 'reveal.js/plugin/notes';
import 'reveal.js/reveal.css';
import './theme.css';
import { GossipSim } from './element/gossip-sim.ts';
import { deckOf, pathIn } from './sections.ts';
import { minutesOf, textOf, type Slide } from './slides.ts';
import { Countdown } from './stage/countdown.ts';
import { layOutOverview } from './stage/overview.ts';
import { mendSpeakersPage } from './stage/speaker-page.ts';
import { Windows } from './stage/windows.ts';

const SPACE = 32;
const ENTER = 13;
const texts: Record<string, string> = import.meta.glob('./content/*.md', { query: '?raw', import: 'default', eager: true });
const query = new URLSearchParams(location.search);
const path = pathIn(query);
const onPaper = query.get('view') === 'print';
/** One of the small copies in the speaker's window. */
const isCopy = query.has('receiver');
const windows = new Windows(isCopy);
const countdowns = new Map<Element, Countdown>();

customElements.define('gossip-sim', GossipSim);
fill(document.querySelector('.slides')!);

const deck = new Reveal({
  plugins: [Markdown, Notes],
  width: 1280,
  height: 720,
  margin: 0,
  center: false,
  hash: true,
  // Each slide is a step for the browser's Back. The speaker's copies ask for none in their address.
  history: !onPaper,
  transition: 'none',
  backgroundTransition: 'none',
  controls: false,
  slideNumber: 'c/t',
  pdfSeparateFragments: false,
  // Reveal shows the pace only if this is set; every slide has a time of its own. Its types say null.
  defaultTiming: 120 as unknown as null,
  keyboardCondition: (event: KeyboardEvent) => !(event.keyCode === SPACE && isPressable(event.composedPath()[0])),
});

deck.addKeyBinding({ keyCode: ENTER, key: 'Enter', description: 'Play or pause the picture, or the countdown' }, () => {
  if (deck.isOverview()) return deck.toggleOverview(false);
  const [sim] = currentSims();
  if (sim !== undefined) sim.toggle();
  else countdowns.get(deck.getCurrentSlide())?.toggle();
});
deck.on('ready', () => {
  // Reveal calls itself an application, which takes a screen reader's own keys away.
  deck.getRevealElement()?.removeAttribute('role');
  nameLandmarks();
  layOutOverview(deck);
  addCountdowns();
  if (!isCopy) mendSpeakersPage();
  windows.join([...countdowns.values()]);
  enter();
});
deck.on('slidechanged', enter);
deck.on('pdf-ready', async () => {
  await Promise.all([...document.querySelectorAll('gossip-sim')].map((sim) => standStill(sim as GossipSim)));
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

/** The slides are what the page is about; what Reveal says aloud about them stands beside. */
function nameLandmarks(): void {
  document.querySelector('.slides')!.setAttribute('role', 'main');
  document.querySelector('.aria-status')?.setAttribute('role', 'status');
  const number = document.querySelector('.slide-number')!;
  number.setAttribute('role', 'navigation');
  number.setAttribute('aria-label', 'Number of the slide');
}

function addCountdowns(): void {
  for (const section of deck.getSlides()) {
    if (!section.classList.contains('exercise')) continue;
    const countdown = new Countdown(Number(section.dataset['timing']) / 60);
    countdown.onUse = (used) => windows.tellClock(used);
    countdowns.set(section, countdown);
    section.append(countdown.element);
  }
}

function currentSims(): GossipSim[] {
  return [...deck.getCurrentSlide().querySelectorAll('gossip-sim')] as GossipSim[];
}

/** What goes by itself does so on the wall only: the speaker's copies are told, and paper waits for nobody. */
function enter(): void {
  if (isCopy || onPaper || deck.isOverview()) return;
  countdowns.get(deck.getCurrentSlide())?.begin();
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  for (const sim of currentSims()) {
    if (sim.hasAttribute('autoplay')) void (still ? standStill(sim) : sim.ready.then(() => sim.autoplay()));
  }
}

async function standStill(sim: GossipSim): Promise<void> {
  await sim.ready;
  sim.showPoster();
}

/** Space presses what has the focus, and only otherwise turns the page. */
function isPressable(target: EventTarget | undefined): boolean {
  return target instanceof Element && target.matches('a, button, input, select, summary');
}
