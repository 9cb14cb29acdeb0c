import { pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';
import { buildDeck } from '../../src/classroom/deck/build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built deck is, as an address. */
    deck: string;
  }
}

/** Builds the deck once, for all tests that open it from the disk. */
export default async function build(project: TestProject): Promise<void> {
  project.provide('deck', pathToFileURL(await buildDeck()).href);
}
