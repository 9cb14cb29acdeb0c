/**
 * Does `work` for each of `items`, so many at a time, in their order; each is asked for when a lane is free.
 * Rejects with the first error, when all lanes have ended.
 */
export async function inLanes<T>(lanes: number, items: Iterable<T>, work: (item: T, index: number) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  let count = 0;
  const lane = async (): Promise<void> => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) await work(next.value, count++);
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.max(1, lanes) }, lane));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
