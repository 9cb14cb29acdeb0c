export function truePath(path: string, ask?: (path: string) => string): string;
