/** A list that counts the changes made to it, those that were undone included. */
export function countingWrites<T>(items: readonly T[]): { readonly list: readonly T[]; readonly writes: number } {
  let writes = 0;
  const list = new Proxy([...items], {
    set(target, property, value) {
      writes++;
      return Reflect.set(target, property, value);
    },
    defineProperty(target, property, descriptor) {
      writes++;
      return Reflect.defineProperty(target, property, descriptor);
    },
    setPrototypeOf(target, prototype) {
      writes++;
      return Reflect.setPrototypeOf(target, prototype);
    },
    deleteProperty(target, property) {
      writes++;
      return Reflect.deleteProperty(target, property);
    },
  });
  return {
    list,
    get writes() {
      return writes;
    },
  };
}
