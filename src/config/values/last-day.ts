const dayMs = 86_400_000;

/** A day of the calendar, yyyy-mm-dd. */
export function isDay(text: string): boolean {
  const match = /^\d{4}-\d{2}-\d{2}$/.exec(text);
  const time = match === null ? Number.NaN : Date.parse(`${text}T00:00:00Z`);
  // Date.parse rolls 02-30 over into March, so the day must come back as it went in.
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * Whether an exclusion has ended: it holds through its last day, UTC. Without a last day, or with one that cannot be
 * read, it has not.
 */
export function isOver({ expires = '' }: { readonly expires?: string | undefined }, nowMs: number): boolean {
  const day = expires.trim();
  return isDay(day) && nowMs >= Date.parse(`${day}T00:00:00Z`) + dayMs;
}
