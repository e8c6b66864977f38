import * as z from 'zod';
import { scannedInstanceSchema, usedConnectorSchema } from './run-state.js';

const list = (words: string) => z.array(z.string()).describe(words);

/** What a result says of its target. */
export const resultTargetSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('host').describe('Addresses.'),
      ips: list('Addresses and ranges that were asked for.'),
      resolved: list(
        'All that the asset groups of the target held, those of other shards too.',
      ).exactOptional(),
      notAlive: list('Those within a range that did not answer.'),
      uncovered: list('Those that the scan should have covered and did not.'),
    }),
    z.strictObject({
      type: z.literal('ec2').describe('EC2 instances behind one connector.'),
      instances: z.array(scannedInstanceSchema).describe('Instances that were asked for.'),
      connector: usedConnectorSchema.describe('The connector.'),
      connectors: z
        .array(usedConnectorSchema)
        .exactOptional()
        .describe('All of them, where results of several were joined.'),
      resolved: list(
        'All instances that ran when a shard looked, those of other shards too.',
      ).exactOptional(),
      uncovered: list('Addresses that the scan should have covered and did not.'),
    }),
  ])
  .describe('What was scanned.');
