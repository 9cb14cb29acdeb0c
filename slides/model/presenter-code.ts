/** The presenter's own steps, one loader a file, so that a broken one breaks only its own slides. */
export const steps: Record<string, () => Promise<unknown>> = import.meta.env.DEV ? import.meta.glob('../../steps/*/*.ts') : {};
