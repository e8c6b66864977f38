import * as z from 'zod';
import { platformIds, platforms } from '../qualys/platforms.js';
import { criticalityNames, defaultReportDirectory, reportFormats, stateNames } from './names.js';
import { targetSchema, text } from './values/target-schema.js';

const secret = text
  .describe('A reference, never the value: env:NAME, file:PATH or keychain:')
  // For editors; the rule that refuses a plain value says which references exist.
  .meta({ pattern: '^\\s*(env:|file:|keychain:)' });
const duration = z.union([text, z.number()]).transform(String);

const selection = z.strictObject({
  states: z
    .array(z.enum(stateNames))
    .min(1, 'Name at least one of fail, error, exceptions.')
    .describe('States that count: fail, error, exceptions.'),
  criticalities: z
    .array(z.enum(criticalityNames))
    .min(1, 'Name at least one of urgent, critical, serious, medium, minimal.')
    .describe('Criticalities that count; state AND criticality must match.'),
});

const reference = z
  .strictObject({
    id: text.optional().describe('Id in Qualys.'),
    title: text.optional().describe('Unique title in Qualys.'),
  })
  .describe('By id, by unique title, or both.');

const pluginIds = platforms.flatMap(({ pluginId }) => (pluginId === undefined ? [] : [pluginId]));

/**
 * The config file, version 1: the single source of types, validation, defaults, help texts, the JSON Schema and
 * the reference page. Texts stay as people wrote them (`60*2`, `1141-1150`), so that a config can be saved and
 * turned into snippets unchanged; `workflow/plan/scan-request.ts` computes with them. Rules that the schema cannot say are
 * in `rules/`. Messages of limits are instructions: `schema-problems.ts` prints them as the way out.
 */
export const configSchema = z.strictObject({
  $schema: z.string().optional().describe('Address of the JSON Schema, for editors.'),
  version: z.literal(1).describe('Version of this file format.'),
  platform: z
    .enum([...platformIds, ...pluginIds, 'PCP'])
    .describe(
      'Qualys platform of the subscription; PCP is a private one. The ids of the Jenkins plugin are accepted.',
    ),
  apiServer: text.optional().describe('API server: required for PCP, an override on any other platform.'),
  gateway: text.optional().describe('Override of the gateway.'),
  apiVersions: z
    .record(z.string(), z.string())
    .optional()
    .describe('API version by endpoint; nobody needs to touch it.'),
  network: text.optional().describe('Network id, for subscriptions with the Networks feature.'),
  concurrency: z
    .strictObject({
      calls: z.int().positive().optional().describe('Most API calls at once per endpoint.'),
      jobs: z
        .int()
        .positive()
        .default(2)
        .describe('Most scans of one run at a time; Qualys may allow fewer at once.'),
    })
    .optional()
    .describe('What goes on at a time. A number alone is `calls`.'),
  credentials: z
    .strictObject({
      username: text.optional().describe('Qualys user name, or env:NAME; absent: QUALYS_USERNAME.'),
      password: secret.optional(),
      clientId: text
        .optional()
        .describe('Client id of Qualys OIDC, or env:NAME, in place of a user; absent: QUALYS_CLIENT_ID.'),
      clientSecret: secret.optional(),
      level: z
        .enum(['user', 'subscription'])
        .optional()
        .describe('Level of the client: it acts as a user, or for the subscription; absent: user.'),
      token: secret.optional(),
    })
    .optional()
    .describe(
      'One login: a user with password, a client id with secret, or a ready token of your identity provider.',
    ),
  proxy: z
    .strictObject({
      host: text.describe('Host name without scheme.'),
      port: z.int().min(1).max(65535).describe('Port of the proxy.'),
      username: text
        .optional()
        .describe(
          'User name or env:NAME, for a proxy that asks for one; absent with a password: QUALYS_PROXY_USERNAME.',
        ),
      password: secret.optional(),
    })
    .optional()
    .describe('HTTP proxy; absent: HTTPS_PROXY with NO_PROXY.'),
  scan: z
    .strictObject({
      title: text
        .default('[job_name]_jenkins_build_[build_number]')
        .describe('Title of the scan; the UTC time is always appended.'),
      jobName: text
        .optional()
        .describe('Names asset group and auth record; absent: the CI job, else the folder.'),
      target: targetSchema,
      authRecord: z
        .strictObject({
          existing: text
            .optional()
            .describe(
              'Title or id of a record that is in Qualys already, in place of a login: it only gains the IPs of the target.',
            ),
          platform: z
            .enum(['unix', 'windows'])
            .optional()
            .describe('Kind of the record; required unless existing names one.'),
          username: text
            .optional()
            .describe('User that the scanner logs in as, or env:NAME; absent: QUALYS_HOST_USERNAME.'),
          password: secret
            .optional()
            .describe(
              'A reference, never the value; absent: the record exists already and only its IPs change.',
            ),
          domain: text.optional().describe('Windows domain (NetBIOS).'),
        })
        .refine(({ existing, platform }) => existing !== undefined || platform !== undefined, {
          path: ['platform'],
        })
        .optional()
        .meta({
          description:
            'Authentication record to create or update, or one that exists; absent: none is touched.',
          anyOf: [{ required: ['existing'] }, { required: ['platform'] }],
        }),
      scanner: text
        .optional()
        .describe(
          'Appliance by name or id, or External for the Qualys external scanners; absent: External. Required for EC2.',
        ),
      optionProfile: reference.describe('Compliance option profile whose title starts with Jenkins_.'),
      policies: z
        .array(reference)
        .min(1, 'Leave policies out to take all that the profile carries, or name at least one.')
        .optional()
        .describe('Absent: all policies that the profile carries at run time.'),
    })
    .describe('What is scanned, and how.'),
  criteria: z
    .strictObject({
      failOn: selection.optional().describe('What fails the build.'),
      warnOn: selection.optional().describe('What warns without failing.'),
      failOnAuthFailure: z
        .boolean()
        .default(false)
        .describe('Fail the build when the login to a host fails.'),
      exclude: z
        .array(
          z.strictObject({
            cids: z.union([text, z.number()]).transform(String).describe('CIDs and ranges: 1141, 1145-1150.'),
            policy: text.optional().describe('Only rows of this policy, by id or title.'),
            technology: text.optional().describe('Only rows of this technology, by name.'),
            instance: text.optional().describe('Only rows of this instance, such as a database.'),
            reason: text.optional().describe('Why, for the reports.'),
            expires: text.optional().describe('Last day, yyyy-mm-dd, UTC.'),
          }),
        )
        .default([])
        .describe('Controls that never fail or warn.'),
      baseline: text.optional().describe('Only failures that are not in this file count.'),
    })
    .optional()
    .describe('What fails the build; absent: nothing does.'),
  timeouts: z
    .strictObject({
      pollingInterval: duration
        .default('2')
        .describe('Pause between two looks at the scan, in minutes or with a unit.'),
      timeout: duration.default('60*2').describe('Stop waiting after this time, in minutes or with a unit.'),
      onTimeout: z
        .enum(['leave', 'cancel'])
        .default('leave')
        .describe('What happens to a scan that takes longer: it is left running, or cancelled.'),
    })
    .prefault({})
    .describe('How often to look, and for how long.'),
  reports: z
    .strictObject({
      directory: text.default(defaultReportDirectory).describe('Folder of the results.'),
      formats: z
        .array(z.enum(reportFormats))
        .default(['html', 'junit'])
        .describe('Reports besides result.json and controls.jsonl.'),
    })
    .prefault({})
    .describe('What is written.'),
  jenkins: z
    .strictObject({
      credentialsId: text.optional().describe('Id of the Qualys login.'),
      proxyCredentialsId: text.optional().describe('Id of the proxy login.'),
      hostCredentialsId: text.optional().describe('Id of the host login.'),
    })
    .optional()
    .describe('Ids of Jenkins credentials, used by the Jenkins snippet formats only.'),
});

/** As it is written: values with a default may be missing. */
export type WrittenConfig = z.input<typeof configSchema>;
/** As the program uses it: every default filled in. */
export type Config = z.output<typeof configSchema>;

type Loose<T> = T extends readonly (infer Item)[]
  ? readonly (Loose<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Loose<T[Key]> | undefined }
    : T;

/** A config of which any part may be missing, as the rules check it: an incomplete file, or the draft of the wizard. */
export type LooseConfig = Loose<WrittenConfig>;
