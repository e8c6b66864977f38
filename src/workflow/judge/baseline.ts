import * as z from 'zod';
import { PcError } from '../../errors.js';
import { printable } from '../../text/printable.js';

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
    // The parser's own message quotes the text: the file may be another one, with secrets in it.
    throw invalid(file, `It is not JSON${placeOf(text, cause)}.`);
  }
  const parsed = baselineSchema.safeParse(data);
  if (!parsed.success) throw invalid(file, firstProblem(parsed.error));
  const byKey = new Map(parsed.data.entries.map((entry) => [keyOf(entry), entry]));
  return {
    file,
    entries: parsed.data.entries,
    find: (row) => byKey.get(keyOf(row)) ?? byKey.get(keyOf({ ...row, host: '*' })),
  };
}

/** Where JSON broke, as far as the parser says. */
function placeOf(text: string, cause: unknown): string {
  const offset = cause instanceof Error ? /at position (\d+)/.exec(cause.message)?.[1] : undefined;
  if (offset === undefined) return '';
  const before = text.slice(0, Number(offset)).split('\n');
  return ` (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}

/** The first place that is not as a baseline has it; keys and values of the file are not repeated. */
function firstProblem({ issues: [issue] }: z.ZodError): string {
  const [top, index, field] = issue?.path ?? [];
  const at = top === undefined ? '' : ` at ${String(top)}${index === undefined ? '' : `[${String(index)}]`}`;
  const known = field !== undefined && field in entrySchema.shape ? `.${String(field)}` : '';
  return `It is JSON, and not a baseline of qualys-pc${at}${known}.`;
}

function invalid(file: string, why: string): PcError {
  return new PcError(`The baseline ${printable(file)} cannot be read`, {
    kind: 'usage',
    code: 'baseline-invalid',
    why,
    next: 'Write it anew with: qualys-pc report --baseline-out FILE',
  });
}
