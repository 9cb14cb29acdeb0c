import type { Belief, Message, NodeId, Update } from '../gossip/types.ts';

/** Why a message did not arrive: bad luck, a link that carries nothing, or nobody there to take it. */
export type LossReason = 'loss' | 'cut' | 'crash';

/** When something happened: in which round, and at which millisecond of simulated time. */
interface When {
  readonly round: number;
  readonly at: number;
}

/** What happened in a run, one thing at a time. Everything that is shown or measured is read off this. */
export type TraceEvent = When &
  (
    | { readonly type: 'round' }
    | { readonly type: 'wrote'; readonly node: NodeId; readonly update: Update }
    | { readonly type: 'sent'; readonly from: NodeId; readonly to: NodeId; readonly message: Message }
    /** `news` counts the updates in the message that the recipient did not have yet. */
    | { readonly type: 'delivered'; readonly from: NodeId; readonly to: NodeId; readonly message: Message; readonly news: number }
    | { readonly type: 'lost'; readonly from: NodeId; readonly to: NodeId; readonly message: Message; readonly reason: LossReason }
    /** `from` is absent when the node learned it from its own client, or worked it out. */
    | { readonly type: 'learned'; readonly node: NodeId; readonly from?: NodeId; readonly update: Update }
    | { readonly type: 'cooled'; readonly node: NodeId; readonly key: string }
    | { readonly type: 'timer'; readonly node: NodeId; readonly id: string }
    | { readonly type: 'believes'; readonly node: NodeId; readonly peer: NodeId; readonly belief: Belief | 'alive' }
    | { readonly type: 'crashed'; readonly node: NodeId }
    | { readonly type: 'recovered'; readonly node: NodeId }
    /** The node is up, begins anew, and knows nothing of what it knew. */
    | { readonly type: 'restarted'; readonly node: NodeId }
  );

export type TraceListener = (event: TraceEvent) => void;

/** A trace event without its time, which whoever keeps the time adds. */
export type Happening<E = TraceEvent> = E extends TraceEvent ? Omit<E, 'round' | 'at'> : never;
