import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CreateNode, SelectPeers } from '../gossip/types.ts';
import { brief } from '../host/brief.ts';
import { fileOf, type Step } from './steps.ts';
import { callerNode } from '../host/caller-node.ts';
import { isUtf16, UTF16 } from './utf16.ts';

/** The nodes of a step, made by the code in `folder`. Throws what the code throws while it loads. */
export async function loadCode(folder: string, step: Step): Promise<CreateNode> {
  if (isUtf16(join(folder, fileOf(step)))) throw new TypeError(`${fileOf(step)} ${UTF16}`);
  const module = (await import(pathToFileURL(join(folder, fileOf(step))).href)) as Record<string, unknown>;
  const name = step.number === 1 ? 'selectPeers' : 'createNode';
  const exported = module[name];
  if (typeof exported !== 'function') {
    throw new TypeError(`${fileOf(step)} must export a function ${name}; it exports ${brief(exported)}`);
  }
  return step.number === 1 ? callerNode(exported as SelectPeers) : (exported as CreateNode);
}
