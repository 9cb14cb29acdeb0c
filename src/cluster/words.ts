import type { Belief, NodeId, Update } from '../gossip/types.ts';
import type { TraceEvent } from '../host/trace.ts';
import type { NodeKnobs } from '../sim/knobs.ts';
import type { Unfit } from '../wire/guard.ts';
import type { Dropped, Traffic } from '../wire/world.ts';

/** What a member, a process with one node in it, is told when it starts. */
export interface Birth {
  readonly id: NodeId;
  /** The absolute path of the module that holds `createNode`, `run` and `encode`. */
  readonly code: string;
  readonly host: string;
  /** With 0, any port that is free. */
  readonly port: number;
  readonly secret: string;
  readonly label: string;
  /** When this life began: milliseconds since 1970. */
  readonly life: number;
  readonly seed: number;
  /** How long a round takes, in milliseconds. */
  readonly round: number;
  readonly knobs: NodeKnobs;
}

/** Why something that arrived was dropped, and how a member says so once. */
export interface Dropping {
  readonly why: Dropped | Unfit;
  /** An address; for what a member has sealed, its id. */
  readonly from: string | NodeId;
}

/** What a bad network does to all that a member sends. */
export interface MemberFaults {
  readonly loss: number;
  /** The addresses to which nothing gets through. */
  readonly cut: readonly string[];
}

/** What the parent tells a member. */
export type Order =
  | { readonly do: 'live'; readonly birth: Birth }
  | { readonly do: 'join'; readonly seeds: readonly string[] }
  | { readonly do: 'write'; readonly update: Update }
  | { readonly do: 'suffer'; readonly faults: MemberFaults }
  | { readonly do: 'leave' }
  | { readonly do: 'tell' };

/** What a member knows and believes, and what it has sent and heard. */
export interface Mind {
  readonly known: readonly Update[];
  readonly beliefs: readonly (readonly [NodeId, Belief])[];
  readonly traffic: Traffic;
}

/** What a member says. */
export type Said =
  | { readonly type: 'open'; readonly addresses: readonly string[] }
  | { readonly type: 'happened'; readonly events: readonly TraceEvent[] }
  | { readonly type: 'mind'; readonly mind: Mind }
  | { readonly type: 'dropped'; readonly dropping: Dropping }
  | { readonly type: 'left' }
  | { readonly type: 'fault'; readonly sentence: string };
