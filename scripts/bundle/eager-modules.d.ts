/** @param text of a chunk. */
export function eagerModules(text: string): string;
