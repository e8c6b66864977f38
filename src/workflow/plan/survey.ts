import { asciiName, assetGroupTitle, scanTitle, transliterate } from '../../config/object-titles.js';
import { IpSet, privateAddresses } from '../../net/ip-set.js';
import type { VersionUsed } from '../../qualys/api-versions.js';
import type { ScannerAppliance } from '../../qualys/resources/appliances.js';
import type { AssetGroup } from '../../qualys/resources/asset-groups.js';
import type { AuthRecord } from '../../qualys/resources/auth-records.js';
import type { Instance } from '../../qualys/resources/instances.js';
import type { OptionProfile } from '../../qualys/resources/option-profiles.js';
import type { Policy } from '../../qualys/resources/policies.js';
import { findByTitle } from '../../qualys/resources/titles.js';
import type { RunContext } from '../run/run-context.js';
import { chooseAuthRecord, findAuthRecords, titleOfRecord } from './find-auth-record.js';
import { stoppedInstances, stoppedWords } from './instance-parts.js';
import type { ScanRequest } from './scan-request.js';
import {
  applianceWarnings,
  chooseOptionProfile,
  choosePolicies,
  chooseScanner,
  External,
} from './survey-choices.js';
import { activationWarnings, type SurveyedInstances, surveyEc2 } from './survey-ec2.js';
import { addUnusable } from './unusable-objects.js';

/** The target as Qualys knows it. Addresses are empty while an instance is still unknown. */
export interface SurveyedTarget {
  readonly whole: IpSet;
  readonly slice: IpSet;
  readonly named: IpSet;
  readonly requireAll: boolean;
  readonly ec2: SurveyedInstances | undefined;
}

/** Everything a run reads before its first change. */
export interface Survey {
  readonly target: SurveyedTarget;
  readonly optionProfile: { readonly id: string; readonly title: string };
  readonly policies: readonly Policy[];
  readonly scanner: string;
  /** Addresses that PC does not have yet; undefined while they are unknown. */
  readonly newIps: IpSet | undefined;
  /** Of the job's own record, or as `existing` names it. */
  readonly authRecordTitle: string | undefined;
  readonly authRecord: AuthRecord | undefined;
  readonly assetGroupTitle: string;
  readonly assetGroup: AssetGroup | undefined;
  /** Another scan of this job is not terminal: the group may only grow. */
  readonly parallelScan: string | undefined;
  readonly warnings: readonly string[];
  /** What has answered so far. */
  readonly versionsUsed: readonly VersionUsed[];
}

/**
 * Step 2's reads: every object the run will use or touch.
 * @throws PcError of kind `usage` that names all that is missing.
 */
export async function surveyAccount(context: RunContext): Promise<Survey> {
  const { request, api, missing } = context;
  const [profiles, appliances, ec2, records, groups] = await allInOrder<
    [OptionProfile[], ScannerAppliance[], SurveyedInstances | undefined, AuthRecord[], AssetGroup[]]
  >([
    api.listOptionProfiles(),
    request.scanner === External ? Promise.resolve([]) : api.listScannerAppliances(),
    surveyEc2(context, missing),
    findAuthRecords(context),
    api.listAssetGroups(assetGroupTitle(request.jobName)),
  ]);
  const profile = missing.choose(() => chooseOptionProfile(profiles, request.optionProfile));
  const appliance = missing.choose(() => chooseScanner(appliances, request));
  const authRecord = await chooseAuthRecord(context, records, missing);
  const policies = await choosePolicies(api, profile, { references: request.policies, missing });
  const assetGroup = findByTitle(groups, assetGroupTitle(request.jobName));
  if (!missing.isEmpty) addUnusable(request, { policies, assetGroup, ec2 }, missing);
  missing.check();
  if (profile === undefined) throw new TypeError('A profile that is missing is a problem');
  const target = surveyedTarget(request, ec2);
  const known = ec2 === undefined || ec2.unknownIds.length === 0;
  const newIps = known ? await findNewIps(context, target.whole) : undefined;
  return {
    target,
    optionProfile: { id: profile.id, title: profile.title },
    policies,
    scanner: appliance?.name ?? External,
    newIps,
    authRecordTitle: titleOfRecord(request),
    authRecord,
    assetGroupTitle: assetGroupTitle(request.jobName),
    assetGroup,
    parallelScan: known ? await findParallelScan(context, assetGroup, target.whole) : undefined,
    warnings: [
      ...request.notes,
      ...applianceWarnings(appliance, ec2?.connector),
      ...stoppedWarnings(request, ec2),
      ...activationWarnings(ec2?.instances ?? [], newIps),
      ...warningsOf(request, target),
    ],
    // The last of the object: every read above is done.
    versionsUsed: api.versionsUsed(),
  };
}

/** Reads again what depends on the addresses, once a connector has made them known. */
export async function surveyAddresses(
  context: RunContext,
  survey: Survey,
  instances: readonly Instance[],
): Promise<Survey> {
  const { ec2 } = survey.target;
  if (ec2 === undefined) return survey;
  const { connector } = ec2;
  const known = { connector, instances, unknownIds: [], elsewhereIds: [] };
  const target = surveyedTarget(context.request, known);
  return {
    ...survey,
    target,
    newIps: await findNewIps(context, target.whole),
    parallelScan: await findParallelScan(context, survey.assetGroup, target.whole),
  };
}

function surveyedTarget({ target }: ScanRequest, ec2: SurveyedInstances | undefined): SurveyedTarget {
  if (target.type === 'host') {
    const { whole, slice, named, requireAll } = target;
    return { whole, slice, named, requireAll, ec2: undefined };
  }
  const { part } = target;
  const instances = ec2?.instances ?? [];
  const stopped = stoppedInstances(part, instances);
  const ipsOf = (ids: readonly string[]) =>
    IpSet.parse(
      instances
        .filter((instance) => !stopped.includes(instance))
        .filter(({ instanceId, privateIp }) => ids.includes(instanceId) && privateIp !== undefined)
        .map(({ privateIp }) => privateIp)
        .join(','),
    );
  const slice = ipsOf(target.ids);
  const planned = IpSet.parse(part?.wholeIps ?? '');
  return { whole: planned.union(ipsOf(target.wholeIds)), slice, named: slice, requireAll: true, ec2 };
}

function stoppedWarnings({ target }: ScanRequest, ec2: SurveyedInstances | undefined): string[] {
  if (target.type !== 'ec2') return [];
  return stoppedInstances(target.part, ec2?.instances ?? []).map(({ instanceId, state = '' }) =>
    stoppedWords(instanceId, state),
  );
}

async function findNewIps({ api }: RunContext, whole: IpSet): Promise<IpSet> {
  if (whole.isEmpty) return whole;
  return whole.without(IpSet.parse(await api.listPcIps(whole.toString())));
}

function warningsOf(request: ScanRequest, { whole }: SurveyedTarget): string[] {
  const warnings: string[] = [];
  if (request.jobNameGuessed) {
    warnings.push(
      `The job name "${request.jobName}" is guessed from the folder; set scan.jobName to choose it.`,
    );
  }
  const unreachable = privateAddresses(whole);
  // The config's rules reported it already unless the addresses came from the environment.
  if (
    request.scanner === External &&
    !unreachable.isEmpty &&
    !request.notes.some((note) => note.startsWith('scan.scanner'))
  ) {
    warnings.push(
      `The external scanners cannot reach private addresses such as ${unreachable.addresses().next().value}.`,
    );
  }
  return warnings;
}

/** Waits for all, then throws the first failure in the list's order, so that the same fault is reported every time. */
export async function allInOrder<T extends readonly unknown[]>(
  promises: { [K in keyof T]: Promise<T[K]> },
): Promise<T> {
  for (const settled of await Promise.allSettled(promises))
    if (settled.status === 'rejected') throw settled.reason;
  return Promise.all(promises) as unknown as Promise<T>;
}

/** Asked only when the group would lose addresses: then a scan that still needs them must be known. */
async function findParallelScan(
  { api, request }: RunContext,
  group: AssetGroup | undefined,
  whole: IpSet,
): Promise<string | undefined> {
  if (group === undefined || whole.containsAll(IpSet.parse(group.ips))) return undefined;
  const { scans } = await api.listScans({ states: ['Queued', 'Running', 'Paused', 'Loading'] });
  const pattern = jobTitlePattern(request);
  const { user } = request;
  return scans.find(
    ({ title, userLogin }) => pattern.test(title) && (user === undefined || userLogin === user),
  )?.ref;
}

/** Stand in a title for what differs from run to run; no template holds them. */
const JOB = 'q7jobq7';
const BUILD = 'q7buildq7';
/** A longer name may be cut, at a place that depends on what else is in the title. */
const NEVER_CUT = 100;

/**
 * Matches titles of scans of the same job, whatever build, shard, part or time: one that runs shows that
 * another run of the job does. Of a name that may be cut only the beginning counts.
 */
export function jobTitlePattern({
  titleTemplate,
  jobName,
}: {
  readonly titleTemplate: string;
  readonly jobName: string;
}): RegExp {
  const title = scanTitle({ template: titleTemplate, jobName: JOB, build: BUILD, nowMs: 0 });
  const [front = ''] = title.split(/_\d{4}(?:-\d{2}){5}$/);
  const pattern = literal(front).replaceAll(JOB, jobPattern(jobName)).replaceAll(BUILD, '.*');
  return new RegExp(`^${pattern}(?:_shard_\\d+_of_\\d+)?(?:_part_\\d+_of_\\d+)?_\\d{4}(?:-\\d{2}){5}$`);
}

function jobPattern(jobName: string): string {
  const name = asciiName(jobName, NEVER_CUT);
  const isWhole = name === asciiName(jobName, Number.MAX_SAFE_INTEGER);
  // Given to replaceAll, where a dollar means something else.
  const pattern = isWhole ? literal(name) : `${literal(transliterate(jobName).slice(0, NEVER_CUT))}.*`;
  return pattern.replaceAll('$', '$$$$');
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
