import { asciiName, assetGroupTitle, scanTitle, transliterate } from '../../config/object-titles.js';
import { IpSet, privateAddresses } from '../../net/ip-set.js';
import type { VersionUsed } from '../../qualys/api-versions.js';
import type { ScannerAppliance } from '../../qualys/resources/appliances.js';
import type { AssetGroup } from '../../qualys/resources/asset-groups.js';
import type { AuthRecord } from '../../qualys/resources/auth-records.js';
import type { Connector } from '../../qualys/resources/connectors.js';
import type { Instance } from '../../qualys/resources/instances.js';
import type { OptionProfile } from '../../qualys/resources/option-profiles.js';
import type { Policy } from '../../qualys/resources/policies.js';
import { findByTitle } from '../../qualys/resources/titles.js';
import type { RunContext } from '../run/run-context.js';
import { findAuthRecord, titleOfRecord } from './find-auth-record.js';
import type { ScanRequest } from './scan-request.js';
import {
  chooseConnector,
  chooseOptionProfile,
  choosePolicies,
  chooseScanner,
  External,
} from './survey-choices.js';

/** The target as Qualys knows it. Addresses are empty while an instance is still unknown. */
export interface SurveyedTarget {
  readonly whole: IpSet;
  readonly slice: IpSet;
  readonly named: IpSet;
  readonly requireAll: boolean;
  readonly ec2:
    | {
        readonly connector: Connector;
        readonly instances: readonly Instance[];
        readonly unknownIds: readonly string[];
      }
    | undefined;
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

/** Step 2's reads: every object the run will use or touch. */
export async function surveyAccount(context: RunContext): Promise<Survey> {
  const { request } = context;
  const [profiles, appliances, ec2, records, groups] = await allInOrder<
    [OptionProfile[], ScannerAppliance[], SurveyedTarget['ec2'], AuthRecord | undefined, AssetGroup[]]
  >([
    context.api.listOptionProfiles(),
    request.scanner === External
      ? Promise.resolve<ScannerAppliance[]>([])
      : context.api.listScannerAppliances(),
    surveyEc2(context),
    findAuthRecord(context),
    context.api.listAssetGroups(assetGroupTitle(request.jobName)),
  ]);
  const profile = chooseOptionProfile(profiles, request.optionProfile);
  const scanner = chooseScanner(appliances, request, ec2?.connector);
  const policies = await choosePolicies(context.api, profile, request.policies);
  const target = surveyedTarget(request, ec2);
  const assetGroup = findByTitle(groups, assetGroupTitle(request.jobName));
  const known = ec2 === undefined || ec2.unknownIds.length === 0;
  return {
    target,
    optionProfile: { id: profile.id, title: profile.title },
    policies,
    scanner: scanner.name,
    newIps: known ? await findNewIps(context, target.whole) : undefined,
    authRecordTitle: titleOfRecord(request),
    authRecord: records,
    assetGroupTitle: assetGroupTitle(request.jobName),
    assetGroup,
    parallelScan: known ? await findParallelScan(context, assetGroup, target.whole) : undefined,
    warnings: [...request.notes, ...scanner.warnings, ...warningsOf(request, target)],
    // The last of the object: every read above is done.
    versionsUsed: context.api.versionsUsed(),
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
  const target = surveyedTarget(context.request, { connector: ec2.connector, instances, unknownIds: [] });
  return {
    ...survey,
    target,
    newIps: await findNewIps(context, target.whole),
    parallelScan: await findParallelScan(context, survey.assetGroup, target.whole),
  };
}

async function surveyEc2({ api, request }: RunContext): Promise<SurveyedTarget['ec2']> {
  const { target } = request;
  if (target.type !== 'ec2') return undefined;
  const connector = chooseConnector(await api.listConnectors(), target.connector);
  const instances = await api.findInstances(target.wholeIds, connector.accountId);
  return { connector, instances, unknownIds: unknownIds(target.wholeIds, instances) };
}

/** Ids whose state Qualys does not tell. */
export function unknownIds(ids: readonly string[], instances: readonly Instance[]): string[] {
  return ids.filter((id) => instances.find(({ instanceId }) => instanceId === id)?.state === undefined);
}

function surveyedTarget({ target }: ScanRequest, ec2: SurveyedTarget['ec2']): SurveyedTarget {
  if (target.type === 'host') {
    const { whole, slice, named, requireAll } = target;
    return { whole, slice, named, requireAll, ec2: undefined };
  }
  const ipsOf = (ids: readonly string[]) =>
    IpSet.parse(
      (ec2?.instances ?? [])
        .filter(({ instanceId, privateIp }) => ids.includes(instanceId) && privateIp !== undefined)
        .map(({ privateIp }) => privateIp)
        .join(','),
    );
  const slice = ipsOf(target.ids);
  return { whole: ipsOf(target.wholeIds), slice, named: slice, requireAll: true, ec2 };
}

async function findNewIps({ api }: RunContext, whole: IpSet): Promise<IpSet> {
  if (whole.isEmpty) return whole;
  return whole.without(IpSet.parse(await api.listPcIps(whole.toString())));
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

function warningsOf(request: ScanRequest, { whole }: SurveyedTarget): string[] {
  const warnings: string[] = [];
  if (request.jobNameGuessed) {
    warnings.push(
      `The job name "${request.jobName}" is guessed from the folder; set scan.jobName to choose it.`,
    );
  }
  const unreachable = privateAddresses(whole);
  // The config's rules told it already unless the addresses came from the environment.
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

/** Stand in a title for what differs from run to run; no template holds them. */
const JOB = 'q7jobq7';
const BUILD = 'q7buildq7';
/** A longer name may be cut, at a place that depends on what else is in the title. */
const NEVER_CUT = 100;

/**
 * Matches titles of scans of the same job, whatever build, shard, part or time: the way to see that another run of the
 * job is at work. Of a name that may be cut only the beginning counts.
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

/** Waits for all, then throws the first failure in the list's order, so that the same fault is told every time. */
export async function allInOrder<T extends readonly unknown[]>(
  promises: { [K in keyof T]: Promise<T[K]> },
): Promise<T> {
  for (const settled of await Promise.allSettled(promises))
    if (settled.status === 'rejected') throw settled.reason;
  return Promise.all(promises) as unknown as Promise<T>;
}
