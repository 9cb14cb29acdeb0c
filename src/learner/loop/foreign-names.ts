/** What TypeScript says about a name that only Node or a browser knows, and what it advises then. */
const ADVICE = /^Cannot find name '(.+?)'\. Do you need to (?:install type definitions|change your target library)/;
/** Names of that kind for which it has no advice. */
const BARE = /^Cannot find name '(setTimeout|setInterval|setImmediate|queueMicrotask|structuredClone|performance|crypto|fetch|global)'\.$/;

/**
 * A type error as a learner should read it. Protocol code runs in a simulator, in a browser and over
 * sockets, so that it knows neither Node nor a browser. TypeScript advises to install the types of one;
 * that would hide the mistake and not mend it.
 */
export function withoutForeignAdvice(message: string): string {
  const name = (ADVICE.exec(message) ?? BARE.exec(message))?.[1];
  return name === undefined ? message : `There is no '${name}' here: protocol code has no Node and no browser, only what it is given.`;
}
