import type { ControlLine } from '../workflow/results/control-line.js';
import type { ReportInput } from './report-input.js';

/** Rows held at once; at most some tens of megabytes. */
const MOST_HELD = 20_000;

/** All rows with one key. Its rows are read once, before the next group is asked for. */
export interface RowGroup<Key, Kept> {
  readonly key: Key;
  readonly count: number;
  readonly rows: Iterable<Kept> | AsyncIterable<Kept>;
}

/** Rows of a group while they wait for their turn. */
export interface Held<Kept> extends Iterable<Kept> {
  push(kept: Kept): unknown;
}

export interface Grouping<Key, Kept> {
  readonly keyOf: (row: ControlLine) => Key;
  readonly order: (a: Key, b: Key) => number;
  /** What is held of a row: the less, the better. */
  readonly keep: (row: ControlLine) => Kept;
  /** How the rows of a group are held; an array without it. */
  readonly hold?: () => Held<Kept>;
  /** What a held row weighs; 1 without it. */
  readonly weigh?: (kept: Kept) => number;
  /** The most that may be held at once, in the same measure. */
  readonly mostHeld?: number;
}

/**
 * All rows group by group, in order, whatever order they were written in, with flat memory: one pass weighs, and each
 * further pass gathers as many whole groups as may be held. A small result takes one pass; a group that is too large
 * by itself is streamed.
 */
export async function* groupedRows<Key extends string | number, Kept>(
  { rows }: Pick<ReportInput, 'rows'>,
  { keyOf, order, keep, hold = () => [], weigh = () => 1, mostHeld = MOST_HELD }: Grouping<Key, Kept>,
): AsyncGenerator<RowGroup<Key, Kept>> {
  const counts = new Map<Key, number>();
  const weights = new Map<Key, number>();
  let held: Map<Key, Held<Kept>> | undefined = new Map();
  let total = 0;
  for await (const row of rows()) {
    const key = keyOf(row);
    const kept = keep(row);
    const weight = weigh(kept);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    weights.set(key, (weights.get(key) ?? 0) + weight);
    total += weight;
    if (total > mostHeld) held = undefined;
    else push(held, { key, kept, hold });
  }
  const keys = [...counts.keys()].sort(order);
  const batches = held === undefined ? batchesOf(keys, weights, mostHeld) : [keys];
  for (const batch of batches) {
    const [only] = batch;
    if (held === undefined && batch.length === 1 && only !== undefined) {
      yield { key: only, count: counts.get(only) ?? 0, rows: rowsWithKey(rows(), { only, keyOf, keep }) };
      continue;
    }
    const gathered = held ?? (await gather(rows(), { keys: new Set(batch), keyOf, keep, hold }));
    for (const key of batch) yield { key, count: counts.get(key) ?? 0, rows: gathered.get(key) ?? [] };
  }
}

function batchesOf<Key>(keys: readonly Key[], weights: ReadonlyMap<Key, number>, mostHeld: number): Key[][] {
  const batches: Key[][] = [];
  let room = 0;
  for (const key of keys) {
    const weight = weights.get(key) ?? 0;
    if (weight > room || batches.length === 0) {
      batches.push([]);
      room = mostHeld;
    }
    batches.at(-1)?.push(key);
    room -= weight;
  }
  return batches;
}

async function gather<Key, Kept>(
  rows: AsyncIterable<ControlLine>,
  {
    keys,
    keyOf,
    keep,
    hold,
  }: Pick<Grouping<Key, Kept>, 'keyOf' | 'keep'> & {
    readonly keys: ReadonlySet<Key>;
    readonly hold: () => Held<Kept>;
  },
): Promise<Map<Key, Held<Kept>>> {
  const gathered = new Map<Key, Held<Kept>>();
  for await (const row of rows) {
    const key = keyOf(row);
    if (keys.has(key)) push(gathered, { key, kept: keep(row), hold });
  }
  return gathered;
}

async function* rowsWithKey<Key, Kept>(
  rows: AsyncIterable<ControlLine>,
  { only, keyOf, keep }: Pick<Grouping<Key, Kept>, 'keyOf' | 'keep'> & { readonly only: Key },
): AsyncGenerator<Kept> {
  for await (const row of rows) if (keyOf(row) === only) yield keep(row);
}

function push<Key, Kept>(
  groups: Map<Key, Held<Kept>> | undefined,
  { key, kept, hold }: { readonly key: Key; readonly kept: Kept; readonly hold: () => Held<Kept> },
): void {
  if (groups === undefined) return;
  const group = groups.get(key) ?? hold();
  groups.set(key, group);
  group.push(kept);
}
