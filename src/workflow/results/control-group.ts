import * as z from 'zod';
import { criticalitySchema, placeAndState } from './control-line.js';

/** Groups that result.json lists; those beyond are counted. */
export const MOST_GROUPS = 5_000;
/** Hosts that a group shows with their values. */
export const MOST_EXAMPLES = 20;
/** Values that a group lists as expected, and as found. */
export const MOST_VALUES = 20;

const count = z.int().nonnegative();
const hosts = {
  hosts: z.int().positive().describe('Hosts of the group, each counted once.'),
  hostRanges: z
    .string()
    .describe('All of them: addresses and ranges, ascending, separated by commas; never cut.'),
};

/** A control under a policy with every row of it that counts alike. */
export const controlGroupSchema = z.strictObject({
  policyId: z.string().describe('The policy that the control stands in.'),
  cid: z.int().positive().describe("The control's number."),
  statement: z.string().describe('What the control asks for; empty where Qualys has no text.'),
  criticality: criticalitySchema,
  technologies: z.array(z.string()).describe('Technologies of its rows, sorted.'),
  counts: z.enum(['fail', 'warn']).describe('Whether its rows fail the build or warn.'),
  rows: z.int().positive().describe('Its rows: one per host, technology and instance.'),
  ...hosts,
  jobs: z.array(z.string()).exactOptional().describe('Its jobs, where results of several were joined.'),
  expected: z.array(z.string()).max(MOST_VALUES).describe('Values that were expected and not found.'),
  found: z
    .array(
      z.strictObject({
        value: z.string().describe('The value.'),
        hosts: z.int().positive().describe('Hosts that it was found on.'),
      }),
    )
    .max(MOST_VALUES)
    .describe('Values that were found and not expected, the most frequent first.'),
  valuesCut: z
    .boolean()
    .describe('True when there are more or longer values than `expected` and `found` list.'),
  examples: z
    .array(z.strictObject(placeAndState))
    .max(MOST_EXAMPLES)
    .describe('The first rows by address, with their own values.'),
  examplesOmitted: count.describe('Rows that are no example; controls.jsonl has them all.'),
});

export type ControlGroup = z.output<typeof controlGroupSchema>;

/** What the criteria would fail, were it not accepted; a later run compares with it. */
export const acceptedGroupSchema = z.strictObject({
  policyId: z.string().describe('The policy that the control stands in.'),
  cid: z.int().positive().describe("The control's number."),
  ...hosts,
});

export type AcceptedGroup = z.output<typeof acceptedGroupSchema>;

/** Groups beyond the list of a result. */
export const omittedBySchema = z.strictObject({
  fail: count.describe('Groups among them that fail the build.'),
  warn: count.describe('Groups among them that warn.'),
});
