/** A list that counts how often one of its entries is looked at. */
export function countingReads<T>(items: readonly T[]): { readonly list: readonly T[]; readonly reads: number } {
  let reads = 0;
  const list = new Proxy(items, {
    get(target, property, receiver) {
      if (typeof property === 'string' && /^\d+$/.test(property)) reads++;
      return Reflect.get(target, property, receiver);
    },
  });
  return {
    list,
    get reads() {
      return reads;
    },
  };
}
