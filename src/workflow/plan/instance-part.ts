import * as z from 'zod';
import type { Connector } from '../../qualys/resources/connectors.js';
import { MOST_INSTANCES } from './launch-limit.js';

const connectorSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  uuid: z.string().optional(),
  accountId: z.string().optional(),
  state: z.string(),
  group: z.enum(['busy', 'ok', 'failed', 'unknown']),
  disabled: z.boolean(),
  lastSync: z.string().optional(),
}) satisfies z.ZodType<Connector>;

/** What one scan takes of a target that was cut: instances of one account and region, behind one connector. */
export const instancePartSchema = z.strictObject({
  connector: connectorSchema,
  /** Null for instances whose region Qualys does not tell. */
  region: z.string().nullable(),
  ids: z.array(z.string()).max(MOST_INSTANCES),
  /** Addresses of all parts of the job when it was cut, API form: group and record hold them. */
  wholeIps: z.string(),
  /** All instances that were found, where agents that each look for themselves share them out. */
  resolved: z.array(z.string()).readonly().exactOptional(),
  /** They were taken because they ran: one that has stopped since is no part of the target any more. */
  running: z.boolean(),
});

export type InstancePart = z.output<typeof instancePartSchema>;
