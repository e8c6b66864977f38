import * as z from 'zod';

/** Outcomes of a verdict; design, section 6. */
export const outcomes = [
  'passed',
  'failed',
  'inconclusive',
  'not-evaluated',
  'unfinished',
  'interrupted',
  'error',
] as const;

export type Outcome = (typeof outcomes)[number];

const count = z.int().nonnegative();

/** Why a verdict came out as it did, or what is worth knowing about it. */
export const reasonSchema = z.strictObject({
  code: z.string().describe('Stable name of the reason, for scripts.'),
  what: z.string().describe('What happened.'),
  why: z.string().exactOptional().describe("Why, with Qualys' code and text where there is one."),
  next: z.string().exactOptional().describe('What to do about it.'),
});

/** One job of a joined result, as the summary and the page list it. */
export const jobLineSchema = z.strictObject({
  name: z.string().describe('The job.'),
  outcome: z.enum(outcomes).describe('Its verdict in a word.'),
  exitCode: z.int().describe('The exit code that it alone would give.'),
  failing: count.describe('Its rows that fail.'),
  warning: count.describe('Its rows that warn.'),
  hosts: count.describe('Hosts that the scanner could log in to.'),
  durationSeconds: count.nullable().describe('From its start to its end; null without a result.'),
  reason: z.string().nullable().describe('What decided, where it did not pass.'),
  reasons: z.array(reasonSchema).describe('All that decided, the decisive one first.'),
});

export type JobLine = z.output<typeof jobLineSchema>;
