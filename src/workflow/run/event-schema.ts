import * as z from 'zod';
import { resultSchema } from '../results/result.js';
import type { ScanEvent } from './events.js';
import { scanSteps } from './scan-steps.js';

const isoTime = z.string().describe('ISO 8601, UTC.');
const step = z.enum(scanSteps);
const common = {
  v: z.literal(1),
  time: isoTime,
  unit: z.string().exactOptional().describe('Which unit speaks, where a run plays several.'),
};

const facts = z
  .strictObject({
    scanTitle: z.string().exactOptional(),
    scanRef: z.string().exactOptional(),
    reportUrl: z.string().exactOptional(),
    state: z.string().exactOptional(),
    subState: z.string().nullable().exactOptional(),
    nextLookAt: isoTime.exactOptional(),
    estimate: z.strictObject({ seconds: z.number(), scans: z.int() }).exactOptional(),
    rate: z.strictObject({ remaining: z.int(), limit: z.int() }).exactOptional(),
    waitingSeconds: z.number().exactOptional(),
  })
  .describe('Only what changed since the last event of the step.');

const plan = z.strictObject({
  changes: z.array(
    z.strictObject({
      step,
      action: z.enum(['create', 'update', 'run', 'launch', 'unchanged']),
      object: z.enum(['ip', 'auth-record', 'asset-group', 'policy', 'connector', 'scan']),
      name: z.string(),
      id: z.string().exactOptional(),
      before: z.string().nullable(),
      after: z.string(),
    }),
  ),
  newIps: z.strictObject({ count: z.string(), ips: z.string() }).nullable(),
  warnings: z.array(z.string()),
  found: z.strictObject({
    account: z.string(),
    target: z.string(),
    scanner: z.string(),
    optionProfile: z.strictObject({ id: z.string(), title: z.string() }),
    policies: z.array(z.strictObject({ id: z.string(), title: z.string() })),
    scanTitle: z.string(),
  }),
  apiVersions: z.array(
    z.strictObject({
      endpoint: z.string(),
      action: z.string(),
      version: z.string(),
      pastSupport: z.strictObject({ support: z.string(), end: z.string() }).exactOptional(),
    }),
  ),
});

/** One line of `run --events FILE`; the JSON Schema of `qualys-pc schema --events` comes from here. */
export const scanEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('plan'), step, plan }),
  z.strictObject({ ...common, type: z.literal('step-started'), step, message: z.string() }),
  z.strictObject({
    ...common,
    type: z.literal('step-progress'),
    step,
    message: z.string(),
    level: z.enum(['info', 'warning', 'heartbeat']),
    facts: facts.exactOptional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('step-done'),
    step,
    message: z.string(),
    durationMs: z.number(),
    level: z.literal('warning').exactOptional().describe('The step is over, and something is missing.'),
    facts: facts.exactOptional(),
  }),
  z.strictObject({ ...common, type: z.literal('step-skipped'), step, reason: z.string() }),
  z.strictObject({ ...common, type: z.literal('judged'), step: z.literal('report'), result: resultSchema }),
  z.strictObject({
    ...common,
    type: z.literal('error'),
    step,
    error: z.strictObject({
      what: z.string(),
      why: z.string().exactOptional(),
      next: z.string(),
      kind: z.string(),
      code: z.string(),
      exitCode: z.int(),
    }),
  }),
]) satisfies z.ZodType<ScanEvent>;
