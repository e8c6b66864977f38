import * as z from 'zod';

const named = (words: string) => z.string().describe(words);

/** The auth record of a run; the id is null until it is known. */
export const usedAuthRecordSchema = z.strictObject({
  id: z.string().nullable().describe("Qualys' id; null until it is known."),
  title: named('Its title.'),
  platform: z.enum(['unix', 'windows']).describe('What it logs in to.'),
  username: named('The user that it logs in as.'),
});

export const scannedInstanceSchema = z.strictObject({
  id: named('The id of the instance at AWS.'),
  ip: z.string().nullable().describe('Its private address; null until it is known.'),
  state: z.string().nullable().describe('Its state as the connector knows it.'),
  region: z.string().nullable().describe('Its region.'),
});

export const usedConnectorSchema = z.strictObject({
  id: named("Qualys' id of the connector."),
  name: named('Its name.'),
  accountId: z.string().nullable().describe('The AWS account that it reads.'),
});
