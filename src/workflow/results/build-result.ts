import { type ErrorKind, exitCodeOf, type PcError } from '../../errors.js';
import { IpSet } from '../../net/ip-set.js';
import type { Scan } from '../../qualys/resources/scans.js';
import { ControlGroups } from '../judge/control-groups.js';
import type { Coverage } from '../judge/coverage.js';
import { type CompiledCriteria, criteriaSentence, type Exclusion } from '../judge/criteria.js';
import type { PairResult } from '../judge/pair-tracker.js';
import type { JudgedPosture } from '../judge/posture-reads.js';
import { Totals } from '../judge/tally.js';
import type { RunContext } from '../run/run-context.js';
import { evidenceKinds, type PolicyResult, type Result } from './result.js';
import type { RunState } from './run-state.js';

/** What is known of a run at any moment; grows step by step, so that an errored run can be reported as far as it came. */
export interface RunFacts {
  readonly startedAtMs: number;
  /** The directory is this run's: what an earlier one left there is no longer taken for its own. */
  hasDirectory?: boolean;
  /** Builds before this one; known once the directory is this run's. */
  history?: Result['history'];
  /** The verdict is known, written and reported: what happens later changes nothing about it. */
  isJudged?: boolean;
  /** A signal cancels only a scan that this run launched. */
  launchedByThisRun: boolean;
  /** The launch was sent and its answer never came. */
  launchLost?: boolean;
  survey?: RunState['survey'];
  reference?: string;
  scanId?: string | null;
  launchedAt?: string | null;
  scan?: Scan;
  coverage?: Coverage;
  posture?: JudgedPosture;
}

/** What a result says of its run besides what became of it. */
interface ResultContext extends Pick<RunContext, 'request'> {
  readonly deps: Pick<RunContext['deps'], 'toolVersion' | 'configFile' | 'baseline' | 'clock'>;
}

/** result.json of a run, whatever its ending. */
export function buildResult(
  { request, deps }: ResultContext,
  facts: RunFacts,
  verdict: Result['verdict'],
): Result {
  const { coverage, posture, survey } = facts;
  return {
    version: 1,
    tool: { name: 'qualys-pc', version: deps.toolVersion },
    configDigest: request.digest,
    ...(deps.configFile === undefined ? {} : { configFile: deps.configFile }),
    jobName: request.jobName,
    build: request.build,
    units: unitsOf(request),
    verdict,
    scan: scanPart(request, facts),
    account: request.account,
    target: targetPart(request, facts),
    criteria: criteriaPart(request),
    optionProfile: survey?.optionProfile ?? null,
    scanner: survey?.scanner ?? null,
    authRecord: survey?.authRecord ?? null,
    authentication: {
      succeeded: list(coverage?.succeeded),
      failed: list(coverage?.failed),
      insufficient: list(coverage?.insufficient),
      notAttempted: list(coverage?.notAttempted),
    },
    policies: (survey?.policies ?? []).flatMap(({ id }) => {
      const tally = posture?.evaluation.policies.get(id);
      if (posture === undefined || tally === undefined) return [];
      const evidence = evidenceOfPolicy(
        posture.pairs.filter(({ policyId }) => policyId === id),
        posture.unclearHosts,
      );
      return [tally.result(evidence, posture.lastEvaluated.get(id) ?? null)];
    }),
    ...(posture?.evaluation.groups ?? new ControlGroups()).result,
    exclusions: (posture?.evaluation.matches ?? []).map(({ exclusion, matched }) => ({
      cids: exclusion.written,
      ...limitsOf(exclusion),
      reason: exclusion.reason,
      expires: exclusion.expires,
      matched,
      expired: exclusion.expired,
    })),
    baseline:
      deps.baseline === undefined
        ? null
        : {
            file: deps.baseline.file,
            entries: deps.baseline.entries.length,
            fixed: [...(posture?.evaluation.fixed.values() ?? [])],
          },
    totals: (posture?.evaluation.totals ?? new Totals()).result,
    history: facts.history ?? [],
    startedAt: new Date(facts.startedAtMs).toISOString(),
    finishedAt: new Date(deps.clock.now()).toISOString(),
  };
}

function list(ips: Coverage['asked'] | undefined): string[] {
  return ips === undefined || ips.isEmpty ? [] : ips.toString().split(',');
}

/** One scan is the only unit of its job, named like it, or one of its shards or parts. */
export function unitsOf({ jobName, shard, part }: RunContext['request']): Result['units'] {
  const cut = part ?? shard;
  if (cut === undefined || cut.total === 1) return { job: jobName, expected: [jobName], present: [jobName] };
  const kind = part === undefined ? 'shard' : 'part';
  const expected = Array.from({ length: cut.total }, (_, index) => `${kind}-${index + 1}`);
  return { job: jobName, expected, present: [`${kind}-${cut.index}`] };
}

/** Outcomes of runs that reached no verdict of their own, by what ended them. */
const outcomeOf: Record<ErrorKind, Result['verdict']['outcome']> = {
  usage: 'error',
  refused: 'error',
  unreachable: 'error',
  bug: 'error',
  inconclusive: 'inconclusive',
  'timed-out': 'unfinished',
  interrupted: 'interrupted',
  terminated: 'interrupted',
};

/** What an exclusion is limited to; absent keys are not written. */
function limitsOf({ policy, technology, instance }: Exclusion) {
  return {
    ...(policy === undefined ? {} : { policy }),
    ...(technology === undefined ? {} : { technology }),
    ...(instance === undefined ? {} : { instance }),
  };
}

/** The verdict of a run that an error ended after its start: nothing is known, so nothing passes. */
export function verdictOfError({ kind, code, what, why, next }: PcError, gate: boolean): Result['verdict'] {
  return {
    outcome: outcomeOf[kind],
    exitCode: exitCodeOf[kind],
    gate,
    warnings: 0,
    reasons: [{ code, what, ...(why === undefined ? {} : { why }), next }],
    notes: [],
  };
}

/** Deep link to the scan's result in the portal (fact sheet 3). */
export function scanReportUrl(portal: string, scanId: string | null | undefined): string | null {
  return scanId === null || scanId === undefined
    ? null
    : `${portal}/fo/report/compliance_scan_result.php?id=${encodeURIComponent(scanId)}`;
}

function scanPart(request: RunContext['request'], facts: RunFacts): Result['scan'] {
  const { scan, reference, scanId } = facts;
  const id = scan?.id ?? scanId ?? null;
  return {
    reference: reference ?? null,
    id,
    title: scan?.title ?? request.title,
    state: scan?.state ?? null,
    subState: scan?.subState ?? null,
    launchedAt: scan?.launchedAt ?? facts.launchedAt ?? null,
    durationSeconds: scan?.durationSeconds ?? null,
    reportUrl: scanReportUrl(request.portal, id),
  };
}

function targetPart({ target }: RunContext['request'], { coverage, survey }: RunFacts): Result['target'] {
  const uncovered =
    coverage === undefined || coverage.uncovered.isEmpty ? [] : coverage.uncovered.toString().split(',');
  if (target.type === 'host') {
    const { slice } = target;
    const notAlive =
      coverage === undefined || coverage.notAlive.isEmpty ? [] : coverage.notAlive.toString().split(',');
    const resolved = target.assetGroups === undefined ? {} : { resolved: list(target.whole) };
    return { type: 'host', ips: list(slice), ...resolved, notAlive, uncovered };
  }
  const unknown = target.ids.map((id) => ({ id, ip: null, state: null, region: null }));
  const named = target.part?.connector ?? target.connector;
  const connector = survey?.connector ?? {
    id: named.id ?? '',
    name: named.name ?? '',
    accountId: target.part?.connector.accountId ?? null,
  };
  return {
    type: 'ec2',
    instances: survey?.instances.length ? survey.instances.map(shownInstance) : unknown,
    connector,
    uncovered,
  };
}

/** The host's id serves the run alone. */
function shownInstance({ id, ip, state, region }: RunState['survey']['instances'][number]) {
  return { id, ip, state, region };
}

/** An exclusion that has ended excludes nothing, so the sentence about what fails must not name it. */
function withoutEnded<Written extends { readonly exclude: readonly unknown[] }>(
  written: Written,
  { exclusions }: CompiledCriteria,
): Written {
  return { ...written, exclude: written.exclude.filter((_, index) => exclusions[index]?.expired !== true) };
}

function criteriaPart({ criteria, writtenCriteria }: RunContext['request']): Result['criteria'] {
  if (criteria === undefined) return null;
  const part = (selection: typeof criteria.failOn) =>
    selection === undefined
      ? null
      : { states: [...selection.written.states], criticalities: [...selection.written.criticalities] };
  return {
    failOn: part(criteria.failOn),
    warnOn: part(criteria.warnOn),
    failOnAuthFailure: criteria.failOnAuthFailure,
    sentence: criteriaSentence(writtenCriteria && withoutEnded(writtenCriteria, criteria)),
  };
}

type Evidence = PolicyResult['evidence'];

/** Of such a host no row was read, whatever its dates say of the policy. */
const unclearHost = {
  kind: 'none',
  detail: 'it is unknown which Qualys host at the address is the target, no row of it was read',
} as const;

/** What proved the rows of a policy, host by host; hosts with the same proof stand together. The weakest one leads. */
function evidenceOfPolicy(pairs: readonly PairResult[], unclear: IpSet): Evidence {
  const groups = new Map<string, { kind: Evidence['kind']; detail: string; ips: string[] }>();
  for (const { ip, proof, gap } of pairs) {
    const { kind, detail } = unclear.has(ip)
      ? unclearHost
      : (proof ?? { kind: 'none' as const, detail: gap?.detail ?? '' });
    const known = groups.get(`${kind} ${detail}`);
    if (known === undefined) groups.set(`${kind} ${detail}`, { kind, detail, ips: [ip] });
    else known.ips.push(ip);
  }
  const strength = ({ kind }: { kind: Evidence['kind'] }) => evidenceKinds.indexOf(kind);
  const hosts = [...groups.values()]
    .toSorted((a, b) => strength(b) - strength(a))
    .map(({ kind, detail, ips }) => ({ hosts: IpSet.parse(ips.join(',')).toString(), kind, detail }));
  // Hosts without rows have nothing that had to be proved.
  const leading = hosts.find(({ kind }) => kind !== 'no-applicable-control') ?? hosts[0];
  return { kind: leading?.kind ?? 'none', detail: leading?.detail ?? '', hosts };
}
