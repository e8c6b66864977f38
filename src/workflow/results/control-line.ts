import * as z from 'zod';

export const postureStates = ['passed', 'failed', 'error', 'exception'] as const;
export type PostureState = (typeof postureStates)[number];

export const isoTimeSchema = z.string().describe('ISO 8601, UTC.');

export const criticalitySchema = z
  .strictObject({
    value: z.int().min(0).max(5).describe('1 (minimal) to 5 (urgent); 0 where Qualys gives none.'),
    label: z.string().describe("Qualys' word for it; empty where it gives none."),
  })
  .describe('How grave the control is.');

const hostSchema = z
  .strictObject({
    id: z.string().describe("Qualys' id of the host."),
    ip: z.string().describe('Its address.'),
    dns: z.string().optional().describe('Its name, where Qualys knows one.'),
  })
  .describe('The host that was looked at.');

/** Where a control was checked and what came out; the same in result.json and controls.jsonl. */
export const placeAndState = {
  host: hostSchema,
  instance: z.string().describe('The instance on the host, as a database; empty without one.'),
  state: z
    .enum(postureStates)
    .describe('What Qualys found; `exception` is an approved exception that has not ended.'),
  missing: z.array(z.string()).describe('Values that were expected and not found.'),
  unexpected: z.array(z.string()).describe('Values that were found and not expected.'),
};

/** Why a row counts or does not. `criteria` goes with counts fail and warn only. */
const whyNames = ['criteria', 'excluded', 'exception', 'baseline', 'not-selected'] as const;

/** One line of controls.jsonl. */
export const controlLineSchema = z.strictObject({
  policyId: z.string().describe('The policy that the control stands in.'),
  cid: z.int().positive().describe("The control's number."),
  statement: z.string().describe('What the control asks for; empty where Qualys has no text.'),
  criticality: criticalitySchema,
  host: placeAndState.host,
  technology: z.string().describe('The technology on the host that the row speaks of.'),
  instance: placeAndState.instance,
  state: placeAndState.state,
  missing: placeAndState.missing,
  unexpected: placeAndState.unexpected,
  evaluatedAt: isoTimeSchema
    .nullable()
    .describe('When Qualys evaluated the row; null where it does not say.'),
  exception: z
    .strictObject({
      status: z.string().describe("Qualys' word for its status."),
      endsAt: isoTimeSchema.nullable().describe('Its end; null without one.'),
    })
    .nullable()
    .describe("Qualys' exception on the row, whatever its status."),
  counts: z.enum(['fail', 'warn', 'no']).describe('Whether the row fails the build, warns, or does neither.'),
  why: z.enum(whyNames).describe('Why it counts or does not.'),
  exclusion: z
    .strictObject({
      cids: z.string().describe('Its CIDs as the config has them.'),
      reason: z.string().nullable().describe('Its reason; null without one.'),
      expires: z.string().nullable().describe('Its last day; null without one.'),
    })
    .nullable()
    .describe("The config's exclusion that took the row out."),
  job: z.string().exactOptional().describe('Its job, where results of several were joined.'),
});

export type ControlLine = z.output<typeof controlLineSchema>;
