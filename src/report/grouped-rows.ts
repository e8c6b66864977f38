import type { ControlLine } from '../workflow/result.js';
import type { ReportInput } from './report-input.js';

/** Rows held at once; at most some tens of megabytes. */
const MOST_HELD = 20_000;

/** All rows with one key. Its rows are read once, before the next group is asked for. */
export interface RowGroup<Key, Kept> {
  readonly key: Key;
  readonly count: number;
  readonly rows: Iterable<Kept> | AsyncIterable<Kept>;
}

export interface Grouping<Key, Kept> {
  readonly keyOf: (row: ControlLine) => Key;
  readonly order: (a: Key, b: Key) => number;
  /** What is held of a row: the less, the better. */
  readonly keep: (row: ControlLine) => Kept;
  readonly mostHeld?: number;
}

/**
 * All rows group by group, in order, whatever order they were written in, with flat memory: one pass counts, and each
 * further pass gathers as many whole groups as may be held. A small result takes one pass; a group that is too large
 * by itself is streamed.
 */
export async function* groupedRows<Key extends string | number, Kept>(
  { rows }: Pick<ReportInput, 'rows'>,
  { keyOf, order, keep, mostHeld = MOST_HELD }: Grouping<Key, Kept>,
): AsyncGenerator<RowGroup<Key, Kept>> {
  const counts = new Map<Key, number>();
  let held: Map<Key, Kept[]> | undefined = new Map();
  let total = 0;
  for await (const row of rows()) {
    const key = keyOf(row);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    total += 1;
    if (total > mostHeld) held = undefined;
    else push(held, key, keep(row));
  }
  const keys = [...counts.keys()].sort(order);
  const batches = held === undefined ? batchesOf(keys, counts, mostHeld) : [keys];
  for (const batch of batches) {
    const [only] = batch;
    if (held === undefined && batch.length === 1 && only !== undefined) {
      yield { key: only, count: counts.get(only) ?? 0, rows: rowsWithKey(rows(), { only, keyOf, keep }) };
      continue;
    }
    const gathered = held ?? (await gather(rows(), { keys: new Set(batch), keyOf, keep }));
    for (const key of batch) yield { key, count: counts.get(key) ?? 0, rows: gathered.get(key) ?? [] };
  }
}

function batchesOf<Key>(keys: readonly Key[], counts: ReadonlyMap<Key, number>, mostHeld: number): Key[][] {
  const batches: Key[][] = [];
  let room = 0;
  for (const key of keys) {
    const count = counts.get(key) ?? 0;
    if (count > room || batches.length === 0) {
      batches.push([]);
      room = mostHeld;
    }
    batches.at(-1)?.push(key);
    room -= count;
  }
  return batches;
}

async function gather<Key, Kept>(
  rows: AsyncIterable<ControlLine>,
  { keys, keyOf, keep }: Pick<Grouping<Key, Kept>, 'keyOf' | 'keep'> & { readonly keys: ReadonlySet<Key> },
): Promise<Map<Key, Kept[]>> {
  const gathered = new Map<Key, Kept[]>();
  for await (const row of rows) {
    const key = keyOf(row);
    if (keys.has(key)) push(gathered, key, keep(row));
  }
  return gathered;
}

async function* rowsWithKey<Key, Kept>(
  rows: AsyncIterable<ControlLine>,
  { only, keyOf, keep }: Pick<Grouping<Key, Kept>, 'keyOf' | 'keep'> & { readonly only: Key },
): AsyncGenerator<Kept> {
  for await (const row of rows) if (keyOf(row) === only) yield keep(row);
}

function push<Key, Kept>(groups: Map<Key, Kept[]> | undefined, key: Key, row: Kept): void {
  const group = groups?.get(key);
  if (group === undefined) groups?.set(key, [row]);
  else group.push(row);
}
