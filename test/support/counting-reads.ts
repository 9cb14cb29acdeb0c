/** A list that counts how often one of its entries is looked at. */
export function countingReads<T>(items: readonly T[]): { readonly list: readonly T[]; readonly reads: number } {
  let reads = 0;
  const list = new Proxy(items, {
    get(target, property, receiver) {
      if (typeof property === 'string' && /^\d+$/.test(property)) reads++;
      return Reflect.get(target, property, receiver);
    },
    // A way to look at an entry that does not go by the reads: it leads to none.
    getOwnPropertyDescriptor(target, property) {
      const own = Reflect.getOwnPropertyDescriptor(target, property);
      return own === undefined || property === 'length' ? own : { ...own, value: undefined };
    },
  });
  return {
    list,
    get reads() {
      return reads;
    },
  };
}
