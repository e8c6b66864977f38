import type { ControlLine } from '../workflow/result.js';
import type { ReportInput } from './report-input.js';

/** Rows held at once; a few tens of megabytes. */
const MOST_HELD = 20_000;

/** All rows with one key. Its rows are read once, before the next group is asked for. */
export interface RowGroup<Key> {
  readonly key: Key;
  readonly count: number;
  readonly rows: Iterable<ControlLine> | AsyncIterable<ControlLine>;
}

export interface Grouping<Key> {
  readonly keyOf: (row: ControlLine) => Key;
  readonly order: (a: Key, b: Key) => number;
  readonly mostHeld?: number;
}

/**
 * All rows group by group, in order, whatever order they were written in, with flat memory: one pass counts, and each
 * further pass gathers as many whole groups as may be held. A small result takes one pass; a group that is too large
 * by itself is streamed.
 */
export async function* groupedRows<Key extends string | number>(
  { rows }: Pick<ReportInput, 'rows'>,
  { keyOf, order, mostHeld = MOST_HELD }: Grouping<Key>,
): AsyncGenerator<RowGroup<Key>> {
  const counts = new Map<Key, number>();
  let held: Map<Key, ControlLine[]> | undefined = new Map();
  let total = 0;
  for await (const row of rows()) {
    const key = keyOf(row);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    total += 1;
    if (total > mostHeld) held = undefined;
    else push(held, key, row);
  }
  const keys = [...counts.keys()].sort(order);
  const batches = held === undefined ? batchesOf(keys, counts, mostHeld) : [keys];
  for (const batch of batches) {
    const [only] = batch;
    if (held === undefined && batch.length === 1 && only !== undefined) {
      yield { key: only, count: counts.get(only) ?? 0, rows: rowsWithKey(rows(), only, keyOf) };
      continue;
    }
    const gathered = held ?? (await gather(rows(), new Set(batch), keyOf));
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

async function gather<Key>(
  rows: AsyncIterable<ControlLine>,
  keys: ReadonlySet<Key>,
  keyOf: (row: ControlLine) => Key,
) {
  const gathered = new Map<Key, ControlLine[]>();
  for await (const row of rows) {
    const key = keyOf(row);
    if (keys.has(key)) push(gathered, key, row);
  }
  return gathered;
}

async function* rowsWithKey<Key>(
  rows: AsyncIterable<ControlLine>,
  key: Key,
  keyOf: (row: ControlLine) => Key,
) {
  for await (const row of rows) if (keyOf(row) === key) yield row;
}

function push<Key>(groups: Map<Key, ControlLine[]> | undefined, key: Key, row: ControlLine): void {
  const group = groups?.get(key);
  if (group === undefined) groups?.set(key, [row]);
  else group.push(row);
}
