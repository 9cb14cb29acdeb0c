/**
 * How many of `nodes` know after each round of push when nothing decays: a mean-field curve.
 *
 * A node that does not know stays that way if none of `fanout · knowing` calls reaches it:
 * i' = n − (n−i)·(1 − (1−loss)/(n−1))^(fanout·i). Agrees with simulation to about two points.
 */
export function pushCurve(nodes: number, fanout: number, loss: number, rounds: number): number[] {
  const curve = [1];
  for (let round = 1; round <= rounds; round++) {
    const knowing = curve[round - 1]!;
    const missed = (1 - (1 - loss) / (nodes - 1)) ** (Math.min(fanout, nodes - 1) * knowing);
    curve.push(nodes - (nodes - knowing) * missed);
  }
  return curve;
}

/**
 * About how many rounds push with fanout 1 takes to reach everybody: log2 n + ln n.
 * Frieze and Grimmett 1985; Pittel 1987.
 */
export function roundsToAll(nodes: number): number {
  return Math.log2(nodes) + Math.log(nodes);
}

/** Bounds on the expectation of {@link roundsToAll}, up to o(1): Doerr and Künnemann. */
export function roundsToAllBounds(nodes: number): [least: number, most: number] {
  return [
    Math.floor(Math.log2(nodes)) + Math.log(nodes) - 1.116,
    Math.ceil(Math.log2(nodes)) + Math.log(nodes) + 2.765,
  ];
}

/**
 * The mean number of periods until a dead node is first probed, when each of the n−1 others probes
 * one random peer a period: 1/(1−(1−1/(n−1))^(n−1)), about e/(e−1) = 1.58. After SWIM 2002.
 */
export function periodsToFirstProbe(nodes: number): number {
  const others = nodes - 1;
  return 1 / (1 - (1 - 1 / others) ** others);
}

/**
 * The probability that a probe of somebody alive stays unanswered, at a loss of `loss` a message: ping
 * or ack is lost, and for each helper one of the four messages of its way.
 */
export function falseAccusations(loss: number, helpers: number): number {
  const kept = 1 - loss;
  return (1 - kept ** 2) * (1 - kept ** 4) ** helpers;
}

/** Which way news goes in an exchange, seen from whoever begins it. */
export type Way = 'push' | 'pull' | 'both';

/**
 * Anti-entropy: which share has missed an update still, after each of `rounds` in which everybody compares
 * with one other. By pull it stays missed if the other has missed it as well: p′ = p². By push, if nobody
 * who knows it comes by: p′ = p·(1−1/n)^(n(1−p)). Demers and others 1987, section 1.3.
 */
export function repairCurve(nodes: number, missed: number, way: Way, rounds: number): number[] {
  const curve: number[] = [];
  let p = missed;
  while (curve.length < rounds) {
    const notPulled = way === 'push' ? 1 : p;
    const notPushed = way === 'pull' ? 1 : (1 - 1 / nodes) ** (nodes * (1 - p));
    p *= notPulled * notPushed;
    curve.push(p);
  }
  return curve;
}
