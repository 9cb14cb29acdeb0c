/**
 * The yardstick: the rules of steps 02 and 04 as bare loops over typed arrays, with one rumor, fanout
 * 1 and no network. Nobody would teach from this code; it shows what the machine can do.
 */

/** Plays step 02 until everybody knows. Returns the number of contacts. */
export function pushLoop(nodes: number, seed: number): number {
  const knows = new Uint8Array(nodes);
  const informed = new Int32Array(nodes);
  knows[0] = 1;
  let knowing = 1;
  let contacts = 0;
  let state = seed | 1;
  while (knowing < nodes) {
    const callers = knowing;
    for (let i = 0; i < callers; i++) {
      const caller = informed[i]!;
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      let peer = Math.floor((state >>> 0) * 2 ** -32 * (nodes - 1));
      if (peer >= caller) peer++;
      if (knows[peer] === 1) continue;
      knows[peer] = 1;
      informed[knowing++] = peer;
    }
    contacts += callers;
  }
  return contacts;
}

/** Plays step 04 with feedback and counter until nobody is infective. Returns the number of contacts. */
export function rumorLoop(nodes: number, k: number, seed: number): number {
  const learnedIn = new Int32Array(nodes);
  const unnecessary = new Uint8Array(nodes);
  const hot = new Int32Array(nodes);
  learnedIn[0] = -1;
  let infective = 1;
  let contacts = 0;
  let state = seed | 1;
  for (let round = 1; infective > 0; round++) {
    const callers = infective;
    let kept = 0;
    let end = callers;
    for (let i = 0; i < callers; i++) {
      const caller = hot[i]!;
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      let peer = Math.floor((state >>> 0) * 2 ** -32 * (nodes - 1));
      if (peer >= caller) peer++;
      if (learnedIn[peer] === 0) {
        learnedIn[peer] = round;
        hot[end++] = peer;
      }
      if (learnedIn[peer] === round) unnecessary[caller] = 0;
      else if (++unnecessary[caller]! >= k) continue;
      hot[kept++] = caller;
    }
    hot.copyWithin(kept, callers, end);
    infective = kept + end - callers;
    contacts += callers;
  }
  return contacts;
}
