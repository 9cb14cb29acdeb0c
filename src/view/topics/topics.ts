import type { Film } from '../film/film.ts';
import { BELIEFS } from './beliefs.ts';
import { CALLS } from './calls.ts';
import { RUMOR } from './rumor.ts';
import type { Topic } from './topic.ts';
import { VALUES } from './values.ts';

/** All that a film can be about. A new topic is a file beside this one, and a row here. */
const TOPICS = {
  calls: CALLS,
  rumor: RUMOR,
  values: VALUES,
  beliefs: BELIEFS,
} satisfies Record<string, Topic>;

export type TopicName = keyof typeof TOPICS;

export function topicNamed(name: TopicName): Topic {
  return TOPICS[name];
}

export function topicOf({ topic }: Film): Topic {
  return TOPICS[topic as TopicName];
}
