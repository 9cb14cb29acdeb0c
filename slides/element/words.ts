/** What the steps are called on a slide. */
export const STEP_NAMES: Readonly<Record<number, string>> = {
  1: '01 peer selection',
  2: '02 push',
  3: '03 merge',
  4: '04 rumor decay',
  5: '05 failure detection',
  6: '06 suspicion',
  7: '07 anti-entropy',
  8: '08 cluster',
};

export const DECAYS_SHOWN = [
  ['feedback-counter', 'feedback, counter'],
  ['feedback-coin', 'feedback, coin'],
  ['blind-counter', 'blind, counter'],
  ['blind-coin', 'blind, coin'],
] as const;
