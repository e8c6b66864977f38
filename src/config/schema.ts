import { z } from 'zod';
import { platformIds, platforms } from '../qualys/platforms.js';

/** States that can fail or warn; `exceptions` are rows with an approved, unexpired exception. */
export const stateNames = ['fail', 'error', 'exceptions'] as const;
/** From the worst down. */
export const criticalityNames = ['urgent', 'critical', 'serious', 'medium', 'minimal'] as const;
/** Qualys' values of the names (fact sheet 16.4). */
export const criticalityValues = {
  urgent: 5,
  critical: 4,
  serious: 3,
  medium: 2,
  minimal: 1,
} as const satisfies Record<(typeof criticalityNames)[number], number>;
export const reportFormats = ['html', 'junit', 'sarif', 'csv', 'markdown', 'hdf', 'text'] as const;

export type StateName = (typeof stateNames)[number];
export type CriticalityName = (typeof criticalityNames)[number];
export type ReportFormatName = (typeof reportFormats)[number];

const text = z.string().trim().min(1);
const secret = text.describe('A reference, never the value: env:NAME, file:PATH or keychain:');
const duration = z.union([text, z.number()]).transform(String);

const selection = z.strictObject({
  states: z.array(z.enum(stateNames)).describe('States that count: fail, error, exceptions.'),
  criticalities: z
    .array(z.enum(criticalityNames))
    .describe('Criticalities that count; state AND criticality must match.'),
});

const reference = z
  .strictObject({ id: text.optional(), title: text.optional() })
  .describe('By id, by unique title, or both.');

const pluginIds = platforms.flatMap(({ pluginId }) => (pluginId === undefined ? [] : [pluginId]));

/**
 * The config file, version 1: the single source of types, validation, defaults, help texts, the JSON Schema and
 * the reference page. Texts stay as people wrote them (`60*2`, `1141-1150`), so that a config can be saved and
 * turned into snippets unchanged; `workflow/plan.ts` computes with them. Rules across fields are in `rules.ts`.
 */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  platform: z
    .enum([...platformIds, ...pluginIds, 'PCP'])
    .describe(
      'Qualys platform of the subscription; PCP is a private one. The ids of the Jenkins plugin are accepted.',
    ),
  apiServer: text.optional().describe('API server: required for PCP, an override on any other platform.'),
  gateway: text.optional().describe('Override of the gateway.'),
  apiVersions: z.record(z.string(), z.string()).optional().describe('API version by endpoint.'),
  network: text.optional().describe('Network id, for subscriptions with the Networks feature.'),
  concurrency: z.int().positive().optional().describe('Most API calls at once per endpoint.'),
  credentials: z.strictObject({ username: text.optional(), password: secret.optional() }).optional(),
  proxy: z
    .strictObject({
      host: text.describe('Host name without scheme.'),
      port: z.int().min(1).max(65535),
      username: text.optional(),
      password: secret.optional(),
    })
    .optional(),
  scan: z.strictObject({
    title: text.default('[job_name]_jenkins_build_[build_number]'),
    jobName: text.optional(),
    target: z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('host'),
        ips: z.array(text).min(1).describe('Addresses, ranges, CIDRs, or env.NAME.'),
        requireAll: z
          .boolean()
          .default(false)
          .describe('Addresses of a range that are not alive count as uncovered.'),
      }),
      z.strictObject({
        type: z.literal('ec2'),
        instanceIds: z.array(text).min(1).describe('Instance ids, or env.NAME.'),
        connector: z.strictObject({ id: text.optional(), name: text.optional(), accountId: text.optional() }),
        runConnector: z.boolean().default(false),
        requireAll: z.boolean().default(false),
      }),
    ]),
    authRecord: z
      .strictObject({
        platform: z.enum(['unix', 'windows']),
        username: text,
        password: secret.optional(),
        domain: text.optional().describe('Windows domain (NetBIOS).'),
      })
      .optional(),
    scanner: text.optional().describe('Appliance by name or id; External for the Qualys external scanners.'),
    optionProfile: reference,
    policies: z
      .array(reference)
      .optional()
      .describe('Absent: all policies that the profile carries at run time.'),
  }),
  criteria: z
    .strictObject({
      failOn: selection.optional(),
      warnOn: selection.optional(),
      failOnAuthFailure: z.boolean().default(false),
      exclude: z
        .array(
          z.strictObject({
            cids: z.union([text, z.number()]).transform(String).describe('CIDs and ranges: 1141, 1145-1150.'),
            reason: text.optional(),
            expires: text.optional().describe('Last day, yyyy-mm-dd, UTC.'),
          }),
        )
        .default([]),
      baseline: text.optional().describe('Only failures that are not in this file count.'),
    })
    .optional(),
  timeouts: z
    .strictObject({
      pollingInterval: duration
        .default('2')
        .describe('Pause between two looks at the scan, in minutes or with a unit.'),
      timeout: duration.default('60*2').describe('Stop waiting after this time, in minutes or with a unit.'),
    })
    .prefault({}),
  reports: z
    .strictObject({
      directory: text.default('qualys-pc-results'),
      formats: z.array(z.enum(reportFormats)).default(['html', 'junit']),
    })
    .prefault({}),
  jenkins: z
    .strictObject({
      credentialsId: text.optional(),
      proxyCredentialsId: text.optional(),
      hostCredentialsId: text.optional(),
    })
    .optional()
    .describe('Ids of Jenkins credentials, used by the Jenkins snippet formats only.'),
});

/** As people write it: defaults may be missing. */
export type WrittenConfig = z.input<typeof configSchema>;
/** As the program reads it: every default filled in. */
export type Config = z.output<typeof configSchema>;
