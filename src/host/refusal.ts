/**
 * What was asked for cannot be done. The message is one clear sentence for whoever asked: what is
 * wrong, where, and what is allowed. Nobody shows a stack trace of it.
 */
export abstract class Refusal extends Error {}
