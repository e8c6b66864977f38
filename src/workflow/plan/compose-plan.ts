import { IpSet } from '../../net/ip-set.js';
import { findPlatform } from '../../qualys/platforms.js';
import { assetGroupChange, authRecordChange } from './object-changes.js';
import { type Plan, type PlannedChange, planVersions } from './plan-changes.js';
import type { ScanRequest } from './scan-request.js';
import type { Survey } from './survey.js';

const UNKNOWN_IPS = 'the addresses that the connector finds';

/** Says every object that the run would create or change. Pure: the steps make exactly these changes. */
export function composePlan(request: ScanRequest, survey: Survey, hostPassword: string | undefined): Plan {
  return {
    changes: [
      ...connectorChange(request, survey),
      ...ipChange(survey),
      ...authRecordPlan(request, survey, hostPassword),
      assetGroupPlan(survey),
      ...policyChanges(survey),
      ...scanChange(request, survey),
    ],
    newIps:
      survey.newIps === undefined
        ? null
        : { count: String(survey.newIps.count), ips: survey.newIps.toString() },
    warnings: survey.warnings,
    found: {
      account: accountWords(request.account),
      target: targetWords(request, survey),
      scanner: survey.scanner,
      optionProfile: survey.optionProfile,
      policies: survey.policies.map(({ id, title }) => ({ id, title })),
      scanTitle: request.title,
    },
    apiVersions: planVersions(survey.versionsUsed),
  };
}

/** The server is named where it is not the platform's own: a private cloud's, or one that takes its place. */
function accountWords({ username, platform, apiServer }: ScanRequest['account']): string {
  const { host } = new URL(apiServer);
  const isOwn = findPlatform(platform)?.apiServer === host;
  return `${username} on ${platform}${isOwn ? '' : ` (${host})`}`;
}

function targetWords({ target }: ScanRequest, survey: Survey): string {
  if (target.type === 'host') return target.whole.toString();
  const { whole, ec2 } = survey.target;
  const { part } = target;
  const ips = part === undefined ? whole : survey.target.slice;
  const region = part?.region == null ? '' : ` in ${part.region}`;
  return `${target.wholeIds.join(', ')} (${ips.isEmpty ? UNKNOWN_IPS : ips.toString()})${region} behind connector ${ec2?.connector.name}`;
}

/** A connector runs only when it may, an instance's state is unknown, and it does not run already. */
export function mustRunConnector(request: ScanRequest, { target: { ec2 } }: Survey): boolean {
  if (ec2 === undefined || request.target.type !== 'ec2' || !request.target.runConnector) return false;
  return ec2.unknownIds.length > 0 && ec2.connector.group !== 'busy' && !ec2.connector.disabled;
}

function connectorChange(request: ScanRequest, survey: Survey): PlannedChange[] {
  const { ec2 } = survey.target;
  if (ec2 === undefined || !mustRunConnector(request, survey)) return [];
  return [
    {
      step: 'target',
      action: 'run',
      object: 'connector',
      name: ec2.connector.name,
      id: ec2.connector.id,
      before: ec2.connector.state,
      after: `runs once, because the state of ${ec2.unknownIds.join(', ')} is unknown`,
    },
  ];
}

function ipChange({ newIps }: Survey): PlannedChange[] {
  if (newIps === undefined) {
    return [
      {
        step: 'host',
        action: 'create',
        object: 'ip',
        name: UNKNOWN_IPS,
        before: null,
        after: 'added to Policy Compliance where new; each new one uses a licence',
      },
    ];
  }
  if (newIps.isEmpty) return [];
  const count = newIps.count;
  return [
    {
      step: 'host',
      action: 'create',
      object: 'ip',
      name: newIps.toString(),
      before: null,
      after: `added to Policy Compliance: ${count} new ${count === 1n ? 'IP uses a licence' : 'IPs use licences'}`,
    },
  ];
}

function authRecordPlan(
  { authRecord: wanted }: ScanRequest,
  { authRecord: existing, authRecordTitle, target }: Survey,
  hostPassword: string | undefined,
): PlannedChange[] {
  if (wanted === undefined) return [];
  const base = { step: 'auth-record', object: 'auth-record' } as const;
  const ips = target.whole.isEmpty ? UNKNOWN_IPS : target.whole.toString();
  if (existing === undefined) {
    if (wanted.existing !== undefined) return [];
    const after = `${wanted.platform}, user ${wanted.username}, IP ${ips}`;
    return [{ ...base, action: 'create', name: authRecordTitle ?? '', before: null, after }];
  }
  const change = authRecordChange({ wanted, existing, ips: target.whole, password: hostPassword });
  const before = existing.activeDirectory
    ? `user ${existing.username}, hosts of its domain`
    : `user ${existing.username}, IP ${existing.ips}`;
  const parts: string[] = [];
  if (change.username !== undefined) parts.push(`user ${change.username}`);
  if (change.password !== undefined) parts.push('the password given now');
  if (change.addIps !== undefined) parts.push(`IP ${change.addIps} added`);
  const takesIps = target.whole.isEmpty && !existing.activeDirectory;
  if (takesIps) parts.push(`IP ${UNKNOWN_IPS} added where missing`);
  const action = parts.length === 0 ? 'unchanged' : 'update';
  const known = { name: existing.title, id: existing.id, before, after: parts.join(', ') || before };
  return [{ ...base, action, ...known }];
}

function assetGroupPlan(survey: Survey): PlannedChange {
  const { assetGroup, target, parallelScan } = survey;
  const ips = target.whole.isEmpty ? UNKNOWN_IPS : target.whole.toString();
  const base = { step: 'asset-group', object: 'asset-group', name: survey.assetGroupTitle } as const;
  if (assetGroup === undefined) return { ...base, action: 'create', before: null, after: ips };
  const change = assetGroupChange(IpSet.parse(assetGroup.ips), target.whole, parallelScan !== undefined);
  const known = { ...base, id: assetGroup.id, before: assetGroup.ips };
  if (target.whole.isEmpty) return { ...known, action: 'update', after: ips };
  if (change === undefined) return { ...known, action: 'unchanged', after: assetGroup.ips };
  const after =
    'setIps' in change
      ? change.setIps
      : `${change.addIps} added, because scan ${parallelScan} of this job still runs`;
  return { ...known, action: 'update', after };
}

function policyChanges({ policies, assetGroup, assetGroupTitle }: Survey): PlannedChange[] {
  return policies.map((policy) => {
    const holds = assetGroup !== undefined && policy.holdsAssetGroup(assetGroup.id);
    const base = { step: 'policies', object: 'policy', name: policy.title, id: policy.id } as const;
    return holds
      ? {
          ...base,
          action: 'unchanged',
          before: `with ${assetGroupTitle}`,
          after: `with ${assetGroupTitle}`,
        }
      : {
          ...base,
          action: 'update',
          before: `without ${assetGroupTitle}`,
          after: `with ${assetGroupTitle}`,
        };
  });
}

function scanChange(request: ScanRequest, survey: Survey): PlannedChange[] {
  const { target } = request;
  if (target.type === 'host' && target.slice.isEmpty) return [];
  if (target.type === 'ec2' && target.part?.running === true && survey.target.slice.isEmpty) return [];
  return [
    {
      step: 'launch',
      action: 'launch',
      object: 'scan',
      name: request.title,
      before: null,
      after: `scans ${survey.target.slice.isEmpty ? UNKNOWN_IPS : survey.target.slice.toString()} with ${survey.scanner} and "${survey.optionProfile.title}"`,
    },
  ];
}
