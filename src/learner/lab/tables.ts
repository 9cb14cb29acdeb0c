import type { Decay } from '../../gossip/types.ts';

/** What the lab measures: residue, traffic, and the delay until the last node hears the rumor. */
export type Figure = 's' | 'm' | 't_last';

export const FIGURES: Readonly<Record<Figure, string>> = {
  s: 'residue: the share of nodes that never hear it',
  m: 'traffic: pushes sent, divided by the number of nodes',
  t_last: 'delay: rounds until the last node hears it',
};

export interface PublishedRow {
  readonly k: number;
  readonly figures: Readonly<Partial<Record<Figure, number>>>;
}

export interface PublishedTable {
  readonly number: number;
  readonly title: string;
  readonly decay: Decay;
  readonly rows: readonly PublishedRow[];
}

export const POPULATION = 1000;
export const MOST_K = 5;

export const SOURCE =
  'Demers et al., "Epidemic algorithms for replicated database maintenance", PODC 1987 (report CSL-89-1), section 1.4';

/**
 * The tables on push, as printed. Their column t_ave is left out: it does not follow from the rules
 * that give the other columns. Neither is t_last of Table 2 compared, which varies a lot between runs.
 */
export const TABLES: readonly PublishedTable[] = [
  {
    number: 1,
    title: 'push, feedback and counter',
    decay: 'feedback-counter',
    rows: [
      { k: 1, figures: { s: 0.18, m: 1.7, t_last: 16.8 } },
      { k: 2, figures: { s: 0.037, m: 3.3, t_last: 16.9 } },
      { k: 3, figures: { s: 0.011, m: 4.5, t_last: 17.4 } },
      { k: 4, figures: { s: 0.0036, m: 5.6, t_last: 17.5 } },
      { k: 5, figures: { s: 0.0012, m: 6.7, t_last: 17.7 } },
    ],
  },
  {
    number: 2,
    title: 'push, blind and coin',
    decay: 'blind-coin',
    rows: [
      { k: 1, figures: { s: 0.96, m: 0.04 } },
      { k: 2, figures: { s: 0.2, m: 1.6 } },
      { k: 3, figures: { s: 0.06, m: 2.8 } },
      { k: 4, figures: { s: 0.021, m: 3.9 } },
      { k: 5, figures: { s: 0.008, m: 4.9 } },
    ],
  },
];
