import * as z from 'zod';
import { reportFileNames } from '../../config/names.js';

/** Outcomes of a verdict; design, section 6. */
export const outcomes = ['passed', 'failed', 'inconclusive', 'not-evaluated'] as const;

export const postureStates = ['passed', 'failed', 'error', 'exception'] as const;
export type PostureState = (typeof postureStates)[number];

const count = z.int().nonnegative();
const isoTime = z.string();

const criticality = z.strictObject({ value: z.int().min(0).max(5), label: z.string() });
const host = z.strictObject({ id: z.string(), ip: z.string(), dns: z.string().optional() });
const reason = z.strictObject({ code: z.string(), message: z.string() });

const stateTotals = { passed: count, failed: count, error: count, exceptions: count };
const countingTotals = { failing: count, warning: count, excluded: count, baselined: count };

/** The auth record of a run; the id is null until it is known. */
export const usedAuthRecordSchema = z.strictObject({
  id: z.string().nullable(),
  title: z.string(),
  platform: z.enum(['unix', 'windows']),
  username: z.string(),
});

export const scannedInstanceSchema = z.strictObject({
  id: z.string(),
  ip: z.string().nullable(),
  state: z.string().nullable(),
  region: z.string().nullable(),
});

export const usedConnectorSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  accountId: z.string().nullable(),
});

/** What a row says, in result.json and controls.jsonl alike. */
const judgedRow = {
  cid: z.int().positive(),
  statement: z.string(),
  criticality,
  host,
  technology: z.string(),
  instance: z.string(),
  state: z.enum(postureStates),
  missing: z.array(z.string()),
  unexpected: z.array(z.string()),
};

export const failingControlSchema = z.strictObject(judgedRow);

/** What made a policy's rows count as current, strongest first (design, section 4, step 10). */
export const evidenceKinds = [
  'host-scanned',
  'policy-evaluated',
  'row-evaluated',
  'data-collected',
  'no-applicable-control',
  'none',
] as const;

export const policyResultSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  evaluatedAt: isoTime.nullable(),
  evidence: z.strictObject({ kind: z.enum(evidenceKinds), detail: z.string() }),
  totals: z.strictObject(stateTotals),
  ...countingTotals,
  failingControls: z.array(failingControlSchema).max(1000),
  failingControlsOmitted: count,
});

/** result.json, version 1. The JSON Schema of `qualys-pc schema --result` comes from here. */
export const resultSchema = z.strictObject({
  version: z.literal(1),
  tool: z.strictObject({ name: z.literal('qualys-pc'), version: z.string() }),
  configDigest: z.string(),
  /** The config file, from the working directory; absent without one, or when it lies elsewhere. */
  configFile: z.string().optional(),
  jobName: z.string(),
  build: z.string(),
  shards: z.strictObject({ total: z.int().positive(), present: z.array(z.int().positive()) }),
  verdict: z.strictObject({
    outcome: z.enum(outcomes),
    exitCode: z.int(),
    /** True when criteria are configured; without a gate nothing fails. */
    gate: z.boolean(),
    warnings: count,
    reasons: z.array(reason),
    /** Things worth knowing that do not decide: notes of the connection, expired exclusions, hosts not alive ... */
    notes: z.array(reason),
  }),
  scan: z
    .strictObject({
      reference: z.string().nullable(),
      id: z.string().nullable(),
      title: z.string(),
      state: z.string().nullable(),
      subState: z.string().nullable(),
      launchedAt: isoTime.nullable(),
      durationSeconds: count.nullable(),
      /** Deep link to the portal. */
      reportUrl: z.string().nullable(),
    })
    .nullable(),
  account: z.strictObject({ platform: z.string(), apiServer: z.string(), username: z.string() }),
  target: z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('host'),
      ips: z.array(z.string()),
      notAlive: z.array(z.string()),
      uncovered: z.array(z.string()),
    }),
    z.strictObject({
      type: z.literal('ec2'),
      instances: z.array(scannedInstanceSchema),
      connector: usedConnectorSchema,
      uncovered: z.array(z.string()),
    }),
  ]),
  criteria: z
    .strictObject({
      failOn: z.strictObject({ states: z.array(z.string()), criticalities: z.array(z.string()) }).nullable(),
      warnOn: z.strictObject({ states: z.array(z.string()), criticalities: z.array(z.string()) }).nullable(),
      failOnAuthFailure: z.boolean(),
      /** The sentence people read: what fails the build. */
      sentence: z.string(),
    })
    .nullable(),
  optionProfile: z.strictObject({ id: z.string(), title: z.string() }).nullable(),
  scanner: z.string().nullable(),
  authRecord: usedAuthRecordSchema.nullable(),
  authentication: z.strictObject({
    succeeded: z.array(z.string()),
    failed: z.array(z.string()),
    insufficient: z.array(z.string()),
    notAttempted: z.array(z.string()),
  }),
  policies: z.array(policyResultSchema),
  exclusions: z.array(
    z.strictObject({
      cids: z.string(),
      reason: z.string().nullable(),
      expires: z.string().nullable(),
      matched: count,
      expired: z.boolean(),
    }),
  ),
  /** Entries of the baseline: how many held back a failure, and those whose control passes now. Null without one. */
  baseline: z
    .strictObject({
      file: z.string(),
      entries: count,
      fixed: z.array(
        z.strictObject({
          policyId: z.string(),
          cid: z.int(),
          technology: z.string(),
          instance: z.string(),
          host: z.string(),
        }),
      ),
    })
    .nullable(),
  totals: z.strictObject({
    ...stateTotals,
    ...countingTotals,
    /** Rows by `<state>` and `<criticality name or undefined>`. */
    byStateAndCriticality: z.record(z.enum(postureStates), z.record(z.string(), count)),
  }),
  startedAt: isoTime,
  finishedAt: isoTime,
});

export type Result = z.output<typeof resultSchema>;
export type PolicyResult = z.output<typeof policyResultSchema>;
export type FailingControl = z.output<typeof failingControlSchema>;
export type Outcome = (typeof outcomes)[number];
export type EvidenceKind = (typeof evidenceKinds)[number];

/** Why a row counts or does not. `criteria` goes with counts fail and warn only. */
const whyNames = ['criteria', 'excluded', 'exception', 'baseline', 'not-selected'] as const;

/** One line of controls.jsonl. */
export const controlLineSchema = z.strictObject({
  policyId: z.string(),
  ...judgedRow,
  evaluatedAt: isoTime.nullable(),
  /** Qualys' exception on the row, whatever its status. */
  exception: z.strictObject({ status: z.string(), endsAt: isoTime.nullable() }).nullable(),
  counts: z.enum(['fail', 'warn', 'no']),
  why: z.enum(whyNames),
  /** The config's exclusion that took the row out. */
  exclusion: z
    .strictObject({ cids: z.string(), reason: z.string().nullable(), expires: z.string().nullable() })
    .nullable(),
});

export type ControlLine = z.output<typeof controlLineSchema>;

/** Names of the files of a run, relative to the report directory; the one place that knows them all. */
export const resultFiles = {
  result: 'result.json',
  previousResult: 'previous-result.json',
  controls: 'controls.jsonl',
  state: 'state.json',
  css: 'report.css',
  ...reportFileNames,
} as const;
