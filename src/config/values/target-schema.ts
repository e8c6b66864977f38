import * as z from 'zod';

/** A text of the config; leave the key out where there is none. */
export const text = z.string().trim().min(1, 'Write a value, or remove the key.');

const connector = z.strictObject({
  id: text.optional().describe('Id of the connector.'),
  name: text.optional().describe('Unique name of the connector.'),
  accountId: text.optional().describe('AWS account, 12 digits.'),
});

/** What is scanned: hosts by address, or EC2 instances behind connectors. */
export const targetSchema = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('host').describe('Hosts by IP address.'),
      ips: z
        .array(text)
        .min(1, 'Name at least one address.')
        .default([])
        .describe('Addresses, ranges, CIDRs, env.NAME, or @FILE with such lines and # comments.'),
      assetGroups: z
        .array(text)
        .min(1, 'Name at least one asset group.')
        .optional()
        .describe('In place of ips: titles of asset groups, whose addresses are read at run time.'),
      requireAll: z
        .boolean()
        .default(false)
        .describe('Addresses of a range that are not alive count as uncovered.'),
    })
    .meta({ anyOf: [{ required: ['ips'] }, { required: ['assetGroups'] }] }),
  z
    .strictObject({
      type: z.literal('ec2').describe('EC2 instances behind connectors.'),
      instanceIds: z
        .array(text)
        .min(1, 'Name at least one instance.')
        .default([])
        .describe('Instance ids, or env.NAME.'),
      instances: z
        .literal('running')
        .optional()
        .describe('In place of instanceIds: every instance that the connectors know as running at run time.'),
      tag: text.optional().describe('Of the running instances, those that have this tag in AWS: key=value.'),
      connector: connector.optional().describe('AWS connector, by id, by unique name, or both.'),
      connectors: z
        .array(connector)
        .min(1, 'Name at least one connector.')
        .optional()
        .describe('In place of connector: several; each account and region is scanned by itself.'),
      runConnector: z
        .boolean()
        .default(false)
        .describe('Run the connector when Qualys does not know the instance yet.'),
      requireAll: z
        .boolean()
        .default(false)
        .describe('Changes nothing: every instance must be covered anyway.'),
    })
    .meta({
      anyOf: ['instanceIds', 'instances'].flatMap((what) =>
        ['connector', 'connectors'].map((behind) => ({ required: [what, behind] })),
      ),
    }),
]);
