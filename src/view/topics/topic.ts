import type { NodeId } from '../../gossip/types.ts';
import type { Line } from '../../terminal/line.ts';
import type { Focus } from '../film/film-maker.ts';
import type { Film, Frame } from '../film/film.ts';
import type { Glyphs } from '../glyphs.ts';

/** How messages are listed. */
export interface MessageSigns {
  /** What the signs mean, beside the list. */
  readonly screen: string;
  /** The same as a sentence. */
  readonly plain: string;
  /** Is a message that brought nothing new told apart from one that did? */
  readonly duplicates: boolean;
  /** Does the list name the type of each message? */
  readonly kinds: boolean;
}

/** What a film is about, and all that the picture says of it. */
export interface Topic extends Focus {
  /** What the picture does not explain itself: for the page of help. */
  readonly note: string;
  readonly signs: MessageSigns;
  /** The heading of the chart. */
  readonly chart: string;

  /** How the nodes of a frame are drawn. */
  glyphs(film: Film, frame: Frame, mark?: NodeId): Glyphs;
  /** The share that tells how far the story has come, from 0 to 1: the curve. */
  share(film: Film, frame: Frame): number;
  /** The same after each round up to `rounds`, as theory has it; empty where there is none. */
  theory(film: Film, rounds: number): number[];
  /** The rows with figures, the most important first. Their number does not change from round to round. */
  figures(film: Film, position: number, columns: number, unicode: boolean, mark?: NodeId): Line[];
  /** What was sent in a round, the most important first. */
  roundWords(film: Film, frame: Frame): string[];
  /** One node: what it is, and what it did. */
  nodeWords(film: Film, frame: Frame, node: NodeId): [string, string];

  /** For the title in plain text, where signs must be explained before they are used. */
  key?(film: Film): string;
  /** One round, in sentences without a full stop. */
  story(film: Film, frame: Frame): string[];
  /** What came of it all, in one line. */
  summary(film: Film, last: Frame): string;
}
