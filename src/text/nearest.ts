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

/** Letters that a slip of the fingers changes. */
const slip = 2;

/**
 * Of the names that exist the one nearest to another, however far it is: a slip away, else one that holds it or is held
 * by it, else the closest. Undefined when there are none.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const sought = name.toLowerCase();
  const lower = new Map(known.map((one) => [one.toLowerCase(), one]));
  const found = closest(sought, [...lower.keys()]);
  if (distance(sought, found) <= slip) return lower.get(found);
  const holding = [...lower.keys()].find(
    (one) => one !== '' && (one.includes(sought) || sought.includes(one)),
  );
  return lower.get(holding ?? found);
}
