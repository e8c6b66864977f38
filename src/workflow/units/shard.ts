import { PcError } from '../../errors.js';

/** Part `index` of `total`, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly total: number;
}

/**
 * Reads `3/8`.
 * @throws PcError of kind `usage`.
 */
export function parseShard(text: string): Shard {
  const match = /^(\d{1,6})\/(\d{1,6})$/.exec(text.trim());
  const index = Number(match?.[1]);
  const total = Number(match?.[2]);
  if (match !== null && index >= 1 && index <= total) return { index, total };
  throw new PcError(`--shard ${text} is not a shard`, {
    kind: 'usage',
    code: 'shard-invalid',
    next: 'Give the part and the number of parts, counted from 1, for example --shard 3/8.',
  });
}
