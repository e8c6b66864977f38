/** Which part of a list is drawn. */
export interface ListWindow {
  /** Index of the first row that is drawn. */
  readonly from: number;
  /** Index behind the last one. */
  readonly to: number;
}

/**
 * The rows to draw so that the highlighted one is in sight and the list moves as little as possible: it stays where it
 * was, given by `from`, until the highlight would leave it.
 */
export function windowAround(from: number, at: number, count: number, height: number): ListWindow {
  const last = Math.max(0, count - height);
  const start = Math.min(last, Math.max(0, Math.min(Math.max(from, at - height + 1), at)));
  return { from: start, to: Math.min(count, start + height) };
}
