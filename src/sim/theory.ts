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
