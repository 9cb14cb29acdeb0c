import { pathToFileURL } from 'node:url';
import type { CreateNode, Message, StoringNode, World } from '../gossip/types.ts';
import { brief } from '../host/brief.ts';

/** What step 08 exports. */
export interface ClusterCode {
  readonly createNode: CreateNode;
  readonly encode: (message: Message) => Uint8Array;
  readonly run: (node: StoringNode, world: World) => { join(seeds: readonly string[]): void; leave(): void };
}

/** Throws a TypeError where `file` does not export what step 08 must, and whatever it throws while it loads. */
export async function loadClusterCode(file: string): Promise<ClusterCode> {
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  for (const name of ['createNode', 'encode', 'run']) {
    if (typeof module[name] !== 'function') throw new TypeError(`step 08 must export a function ${name}; it exports ${brief(module[name])}`);
  }
  return module as unknown as ClusterCode;
}
