/** True in the served deck, false in a built one. Set by src/classroom/deck. */
declare const SERVED: boolean;

/** The presenter's own steps, one loader a file, so that a broken one breaks only its own slides. */
export const steps: Record<string, () => Promise<unknown>> = SERVED ? import.meta.glob('../../steps/*/*.ts') : {};
