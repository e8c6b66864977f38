import * as z from 'zod';
import { acceptedGroupSchema, controlGroupSchema, MOST_GROUPS, omittedBySchema } from './control-group.js';
import { isoTimeSchema, postureStates } from './control-line.js';
import { jobLineSchema, outcomes, reasonSchema } from './job-line.js';
import { pastBuildSchema } from './past-build.js';
import { resultTargetSchema, usedAuthRecordSchema } from './run-state.js';

const count = z.int().nonnegative();
const named = (words: string) => z.string().describe(words);
const list = (words: string) => z.array(z.string()).describe(words);

const stateTotals = {
  passed: count.describe('Rows that passed.'),
  failed: count.describe('Rows that failed, whether they count or not.'),
  error: count.describe('Rows that Qualys could not judge.'),
  exceptions: count.describe('Rows with an approved exception that has not ended.'),
};
const countingTotals = {
  failing: count.describe('Rows that fail the build.'),
  warning: count.describe('Rows that warn.'),
  excluded: count.describe("Rows that the config's exclusions take out, whatever their state."),
  baselined: count.describe('Rows that would fail but stand in the baseline.'),
};

/** What made a policy's rows count as fresh, strongest first (design, section 4, step 10). */
export const evidenceKinds = [
  'status-dates',
  'row-evaluated',
  'host-and-policy',
  // Of results written by releases before 1.0.
  'host-scanned',
  'policy-evaluated',
  'data-collected',
  'no-applicable-control',
  'none',
] as const;

export const policyResultSchema = z.strictObject({
  id: named("Qualys' id of the policy."),
  title: named('Its title.'),
  evaluatedAt: isoTimeSchema.nullable().describe('When Qualys last evaluated it.'),
  evidence: z
    .strictObject({
      kind: z.enum(evidenceKinds).describe('Which date proves it.'),
      detail: named('The same in words, with the date.'),
      hosts: z
        .array(
          z.strictObject({
            hosts: named('Addresses, single ones and ranges.'),
            kind: z.enum(evidenceKinds).describe('Which date proves it for them.'),
            detail: named('The same in words.'),
          }),
        )
        .exactOptional()
        .describe('The same per host; hosts with one proof stand together.'),
    })
    .describe('What shows that its rows are of this scan.'),
  totals: z.strictObject(stateTotals).describe('Its rows by state.'),
  ...countingTotals,
});

const selection = z
  .strictObject({
    states: list('fail, error, exceptions.'),
    criticalities: list('Names of criticalities, urgent to minimal.'),
  })
  .nullable();

/** result.json, version 1. The JSON Schema of `qualys-pc schema --result` comes from here. */
export const resultSchema = z.strictObject({
  version: z.literal(1).describe('Version of this format.'),
  tool: z
    .strictObject({ name: z.literal('qualys-pc').describe('Its name.'), version: named('Its version.') })
    .describe('The program that wrote the file.'),
  configDigest: named('Digest of what decides the verdict: target, profile, policies, criteria ...'),
  configFile: named(
    'The config file, from the working directory; absent without one, or when it lies elsewhere.',
  ).optional(),
  jobName: named('The job; several, separated by commas, when results of different jobs were joined.'),
  build: named('The build number; `local` outside of a CI.'),
  units: z
    .strictObject({
      job: named('The job whose units they are.'),
      expected: list('Every unit that the whole consists of.'),
      present: list('Units that this result holds.'),
    })
    .describe('A unit is one scan with a verdict of its own: a job, or a shard of a job.'),
  jobs: z
    .array(jobLineSchema)
    .exactOptional()
    .describe('A line for each job, where results of several were joined.'),
  verdict: z
    .strictObject({
      outcome: z.enum(outcomes).describe('The verdict in a word.'),
      exitCode: z.int().describe('The exit code of the run.'),
      gate: z.boolean().describe('True when criteria are configured; without a gate nothing fails.'),
      warnings: count.describe('Rows that warn, and notes that a person should act on.'),
      reasons: z.array(reasonSchema).describe('What decided, the decisive one first.'),
      notes: z.array(reasonSchema).describe('Worth knowing, without a part in the verdict.'),
    })
    .describe('What came out.'),
  scan: z
    .strictObject({
      reference: z.string().nullable().describe("Qualys' reference; null when none was launched."),
      id: z.string().nullable().describe("Qualys' id of the scan."),
      title: named('Its title.'),
      state: z.string().nullable().describe('Its last known state.'),
      subState: z.string().nullable().describe('Its last known sub-state.'),
      launchedAt: isoTimeSchema.nullable().describe('When it was launched.'),
      durationSeconds: count.nullable().describe('How long it took, in seconds.'),
      reportUrl: z.string().nullable().describe('Deep link to the portal.'),
    })
    .nullable()
    .describe('The scan in Qualys.'),
  account: z
    .strictObject({
      platform: named('The Qualys platform.'),
      apiServer: named('Its API server.'),
      username: named('The user that was logged in.'),
    })
    .describe('Where it ran.'),
  target: resultTargetSchema,
  criteria: z
    .strictObject({
      failOn: selection.describe('What fails a build.'),
      warnOn: selection.describe('What warns.'),
      failOnAuthFailure: z.boolean().describe('Whether a failed login fails the build.'),
      sentence: named('The sentence people read: what fails the build.'),
    })
    .nullable()
    .describe('The gate; null without one.'),
  optionProfile: z
    .strictObject({ id: named("Qualys' id."), title: named('Its title.') })
    .nullable()
    .describe('The option profile of the scan.'),
  scanner: z.string().nullable().describe('The scanner appliance, or External.'),
  authRecord: usedAuthRecordSchema.nullable().describe('The auth record; null without one.'),
  authentication: z
    .strictObject({
      succeeded: list('Addresses where the login succeeded.'),
      failed: list('Addresses where it failed.'),
      insufficient: list('Addresses where it has too few rights.'),
      notAttempted: list('Addresses where none was tried.'),
    })
    .describe('Whether the scanner could log in.'),
  policies: z.array(policyResultSchema).describe('Policies that were evaluated.'),
  controls: z
    .array(controlGroupSchema)
    .max(MOST_GROUPS)
    .describe('What counts, by policy, control and `counts`: what fails first, then by criticality.'),
  controlsOmitted: count.describe('Groups beyond the list; their rows are in all the totals.'),
  controlsOmittedBy: omittedBySchema.describe('The same by what they do.'),
  accepted: z
    .array(acceptedGroupSchema)
    .max(MOST_GROUPS)
    .describe('What would fail, were it not excluded, excepted or in the baseline, by policy and control.'),
  acceptedOmitted: count.describe('Groups beyond that list.'),
  exclusions: z
    .array(
      z.strictObject({
        cids: named('Its CIDs as the config has them.'),
        policy: z.string().exactOptional().describe('The policy that it is limited to.'),
        technology: z.string().exactOptional().describe('The technology that it is limited to.'),
        instance: z.string().exactOptional().describe('The instance that it is limited to.'),
        reason: z.string().nullable().describe('Its reason.'),
        expires: z.string().nullable().describe('Its last day, UTC.'),
        matched: count.describe('Rows of its CIDs.'),
        expired: z.boolean().describe('True when it has ended and excludes nothing.'),
      }),
    )
    .describe("The config's exclusions, and what became of each."),
  baseline: z
    .strictObject({
      file: named('The file.'),
      entries: count.describe('Its entries.'),
      fixed: z
        .array(
          z.strictObject({
            policyId: named('The policy.'),
            cid: z.int().describe('The control.'),
            technology: named('The technology.'),
            instance: named('The instance.'),
            host: named('The address, or * for EC2.'),
          }),
        )
        .describe('Entries whose control passes now: the baseline can shrink.'),
    })
    .nullable()
    .describe('The baseline; null without one.'),
  totals: z
    .strictObject({
      ...stateTotals,
      ...countingTotals,
      byStateAndCriticality: z
        .record(z.enum(postureStates), z.record(z.string(), count))
        .describe('Rows by state, then by the name of the criticality or `undefined`.'),
    })
    .describe('All rows; the sums over the policies.'),
  history: z
    .array(pastBuildSchema)
    .default([])
    .describe(
      'Earlier builds of the job that passed or failed, as far as their results were at hand; the last one last.',
    ),
  startedAt: isoTimeSchema.describe('When the run started.'),
  finishedAt: isoTimeSchema.describe('When it ended.'),
});

export type Result = z.output<typeof resultSchema>;
export type PolicyResult = z.output<typeof policyResultSchema>;
export type Reason = z.output<typeof reasonSchema>;
export type EvidenceKind = (typeof evidenceKinds)[number];
