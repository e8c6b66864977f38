import * as z from 'zod';
import { PcError } from '../../errors.js';

const entrySchema = z.strictObject({
  policyId: z.string(),
  cid: z.int().positive(),
  technology: z.string(),
  instance: z.string(),
  /** The address, or `*` for EC2, whose addresses change. */
  host: z.string(),
});

const baselineSchema = z.strictObject({ version: z.literal(1), entries: z.array(entrySchema) });

export type BaselineEntry = z.output<typeof entrySchema>;

/** Failures that were there when the gate was adopted: shown, but they do not count. */
export interface Baseline {
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
  /** The entry that holds this row, if any. */
  readonly find: (row: BaselineEntry) => BaselineEntry | undefined;
}

const keyOf = ({ policyId, cid, technology, instance, host }: BaselineEntry) =>
  JSON.stringify([policyId, cid, technology, instance, host]);

/**
 * Reads a baseline file.
 * @throws PcError of kind `usage` naming the first problem.
 */
export function parseBaseline(text: string, file: string): Baseline {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw invalid(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
  const parsed = baselineSchema.safeParse(data);
  if (!parsed.success) throw invalid(file, z.prettifyError(parsed.error).replaceAll('\n', ' '), parsed.error);
  const byKey = new Map(parsed.data.entries.map((entry) => [keyOf(entry), entry]));
  return {
    file,
    entries: parsed.data.entries,
    find: (row) => byKey.get(keyOf(row)) ?? byKey.get(keyOf({ ...row, host: '*' })),
  };
}

function invalid(file: string, why: string, cause: unknown): PcError {
  return new PcError(`The baseline ${file} cannot be read`, {
    kind: 'usage',
    code: 'baseline-invalid',
    why,
    next: 'Write it anew with: qualys-pc report --baseline-out FILE',
    cause,
  });
}
