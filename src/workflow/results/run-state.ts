import * as z from 'zod';
import { PcError } from '../../errors.js';

const named = (words: string) => z.string().describe(words);

/** The auth record of a run; the id is null until it is known. */
export const usedAuthRecordSchema = z.strictObject({
  id: z.string().nullable().describe("Qualys' id; null until it is known."),
  title: named('Its title.'),
  platform: z.enum(['unix', 'windows']).describe('What it logs in to.'),
  username: named('The user that it logs in as.'),
});

const scannedInstanceSchema = z.strictObject({
  id: named('The id of the instance at AWS.'),
  ip: z.string().nullable().describe('Its private address; null until it is known.'),
  state: z.string().nullable().describe('Its state as the connector knows it.'),
  region: z.string().nullable().describe('Its region.'),
});

const usedConnectorSchema = z.strictObject({
  id: named("Qualys' id of the connector."),
  name: named('Its name.'),
  accountId: z.string().nullable().describe('The AWS account that it reads.'),
});

const texts = (words: string) => z.array(z.string()).describe(words);

/** What a result says of its target. */
export const resultTargetSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('host').describe('Addresses.'),
      ips: texts('Addresses and ranges that were asked for.'),
      resolved: texts(
        'All that the asset groups of the target held, those of other shards too.',
      ).exactOptional(),
      notAlive: texts('Those within a range that did not answer.'),
      uncovered: texts('Those that the scan should have covered and did not.'),
    }),
    z.strictObject({
      type: z.literal('ec2').describe('EC2 instances behind one connector.'),
      instances: z.array(scannedInstanceSchema).describe('Instances that were asked for.'),
      connector: usedConnectorSchema.describe('The connector.'),
      connectors: z
        .array(usedConnectorSchema)
        .exactOptional()
        .describe('All of them, where results of several were joined.'),
      resolved: texts(
        'All instances that ran when a shard looked, those of other shards too.',
      ).exactOptional(),
      uncovered: texts('Addresses that the scan should have covered and did not.'),
    }),
  ])
  .describe('What was scanned.');

const isoTime = z.string();
const titled = z.strictObject({ id: z.string(), title: z.string() });

/**
 * What a run must remember to launch at most once and to be resumed. Written before and after the launch;
 * free of secrets.
 */
export const runStateSchema = z.strictObject({
  version: z.literal(1),
  configDigest: z.string(),
  jobName: z.string(),
  build: z.string(),
  shard: z.string().nullable(),
  /** Local time; the age of a state is counted from here. */
  startedAt: isoTime,
  timeoutMs: z.number(),
  phase: z.enum(['intent', 'launched', 'finished', 'cancelled']),
  title: z.string(),
  /** Local time just before the launch was sent. */
  intentAt: isoTime,
  /** Local time just before a launch that had not arrived was sent once more: it may turn up as late as the first. */
  sentAgainAt: isoTime.exactOptional(),
  reference: z.string().nullable(),
  scanId: z.string().nullable(),
  /** Server time. */
  launchedAt: isoTime.nullable(),
  survey: z.strictObject({
    optionProfile: titled,
    policies: z.array(titled),
    scanner: z.string(),
    /** Addresses that the scan was launched for, API form. */
    ips: z.string(),
    /** All that was read of the target from Qualys, where the config names asset groups. */
    whole: z.string().exactOptional(),
    assetGroupId: z.string().nullable(),
    assetGroupTitle: z.string(),
    authRecord: usedAuthRecordSchema.nullable(),
    connector: usedConnectorSchema.nullable(),
    /** With Qualys' id of the host, where the asset names it. */
    instances: z.array(scannedInstanceSchema.extend({ hostId: z.string().exactOptional() })),
  }),
});

export type RunState = z.output<typeof runStateSchema>;

/**
 * Reads a state file's text.
 * @throws PcError of kind `usage`: an unreadable state must not lead to a second launch.
 */
export function parseRunState(text: string, file: string): RunState {
  try {
    return runStateSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw unreadableState(file, cause);
  }
}

/** An unreadable state must not lead to a second launch: a person decides. */
export function unreadableState(file: string, cause: unknown): PcError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new PcError(`The state file ${file} cannot be read`, {
    kind: 'usage',
    code: 'state-invalid',
    why: code === undefined ? 'It was changed by hand, or another version of qualys-pc wrote it.' : message,
    next: 'Look in Qualys whether its scan still runs, then start afresh with --new.',
    cause,
  });
}
