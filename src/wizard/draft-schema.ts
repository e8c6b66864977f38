import * as z from 'zod';
import { criticalityNames, stateNames } from '../config/names.js';
import { configSchema, type WrittenConfig } from '../config/schema.js';

const reference = z.object({ id: z.string().optional(), title: z.string().optional() });
const isConfig = (value: unknown): boolean => configSchema.safeParse(value).success;

const exclusion = z.object({
  cids: z.string(),
  reason: z.string(),
  expires: z.string(),
  /** Limits that only the config file can set; kept as they are. */
  policy: z.string().optional(),
  technology: z.string().optional(),
  instance: z.string().optional(),
});

/**
 * What was typed so far, as text where it was typed as text. It holds no secret, so it may be kept on disk; the
 * passwords live in `Secrets` (draft.ts) and only in memory.
 */
export const draftSchema = z.object({
  /** A platform's id, `PCP`, or empty while unanswered. */
  platform: z.string(),
  /** Origin of a private cloud's API server; empty on the public clouds. */
  apiServer: z.string(),
  /** Who logs in to Qualys: a user, a client of Qualys OIDC, or a ready token. */
  loginKind: z.enum(['password', 'client', 'token']).default('password'),
  username: z.string(),
  clientId: z.string().default(''),
  /** A client acts as a user, or for the subscription. */
  clientLevel: z.enum(['user', 'subscription']).default('user'),
  remember: z.boolean(),
  /** `host:port`, empty for none. */
  proxy: z.string(),
  proxyUsername: z.string(),

  targetKind: z.enum(['host', 'ec2']),
  ips: z.string(),
  instanceIds: z.string(),
  connector: z
    .object({ id: z.string().optional(), name: z.string().optional(), accountId: z.string().optional() })
    .optional(),
  runConnector: z.boolean(),
  title: z.string(),
  /** Empty: the pipeline's own name for the job. */
  jobName: z.string(),

  authKind: z.enum(['none', 'unix', 'windows', 'existing']),
  /** A record that is in Qualys already, with its own login. */
  authExisting: z.object({ title: z.string(), platform: z.enum(['unix', 'windows']).optional() }).optional(),
  authUsername: z.string(),
  authDomain: z.string(),
  /** The record keeps the password that Qualys has; only its addresses change. */
  authKeepsPassword: z.boolean(),

  /** Name or id of an appliance, or `External`. */
  scanner: z.string(),

  optionProfile: reference.optional(),
  /** `all`: whatever the profile carries when the scan runs. */
  policies: z.union([z.literal('all'), z.array(reference)]),

  failStates: z.array(z.enum(stateNames)),
  failCriticalities: z.array(z.enum(criticalityNames)),
  failOnAuthFailure: z.boolean(),
  exclusions: z.array(exclusion),

  pollingInterval: z.string(),
  timeout: z.string(),

  /** The config file the draft came from; what the wizard does not ask is carried over from it. */
  base: z.custom<WrittenConfig>(isConfig).optional(),
});

/** A draft read back from disk, or nothing when it is none of this version. */
export function readDraft(stored: unknown): z.output<typeof draftSchema> | undefined {
  const parsed = draftSchema.safeParse(stored);
  return parsed.success ? parsed.data : undefined;
}
