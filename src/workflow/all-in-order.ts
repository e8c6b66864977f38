/** Waits for all, then throws the first failure in the list's order, so that the same fault is told every time. */
export async function allInOrder<T extends readonly unknown[]>(
  promises: { [K in keyof T]: Promise<T[K]> },
): Promise<T> {
  for (const settled of await Promise.allSettled(promises))
    if (settled.status === 'rejected') throw settled.reason;
  return Promise.all(promises) as unknown as Promise<T>;
}
