import { closest, distance } from 'fastest-levenshtein';

/**
 * The known word that a misspelt one most likely means, whatever its case; undefined when none is near. A third of the
 * word may differ, and two letters of a short one.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || word.length > 64) return undefined;
  const lower = new Map(known.map((name) => [name.toLowerCase(), name]));
  const found = closest(word.toLowerCase(), [...lower.keys()]);
  const near = Math.max(2, Math.floor(word.length / 3));
  return distance(word.toLowerCase(), found) <= near ? lower.get(found) : undefined;
}
