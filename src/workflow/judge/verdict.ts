import { exitCode } from '../../errors.js';
import { counted } from '../../text/counted.js';
import type { Result } from '../results/result.js';
import type { Coverage } from './coverage.js';
import { type CompiledCriteria, selectionWords } from './criteria.js';
import type { JudgedPosture } from './posture-reads.js';
import { baselineNotes, exclusionNotes, isWarning, noApplicableNote } from './verdict-notes.js';

type Reason = Result['verdict']['reasons'][number];

export interface VerdictInput {
  readonly criteria: CompiledCriteria | undefined;
  readonly coverage: Coverage;
  /** Absent when no host could be looked at. */
  readonly posture: JudgedPosture | undefined;
  readonly policies: readonly { readonly id: string; readonly title: string }[];
  readonly warningExitCode: boolean;
  readonly targetNames: (ips: string) => string;
}

/** The verdict of a scan that finished (design, section 4, steps 9 to 12). No data is never a pass. */
export function verdictOf(input: VerdictInput): Result['verdict'] {
  const { criteria, coverage, posture } = input;
  const gate = criteria !== undefined;
  const failures: Reason[] = [];
  const gaps: Reason[] = [];
  const notes: Reason[] = [];
  const loginFailed = coverage.failed.union(coverage.insufficient);

  if (!loginFailed.isEmpty && criteria?.failOnAuthFailure === true) {
    failures.push({
      code: 'authentication-failed',
      what: `The scanner could not log in to ${input.targetNames(loginFailed.toString())}.`,
    });
  }
  if (posture !== undefined) {
    const failing = currentFailures(posture);
    if (failing > 0 && criteria?.failOn !== undefined) {
      failures.push({
        code: 'criteria-met',
        what: `${counted(failing, 'posture fails', 'postures fail')}: ${selectionWords(criteria.failOn.written)}.`,
      });
    }
    gaps.push(...postureGaps(input.policies, posture));
    notes.push(...postureNotes(input.policies, posture));
  }
  if (!coverage.uncovered.isEmpty) {
    gaps.push({
      code: 'host-not-covered',
      what: `The scan did not cover ${input.targetNames(coverage.uncovered.toString())}: not alive, no auth record for it, or out of scope.`,
    });
  }
  notes.push(...coverageNotes(input, loginFailed.toString()));
  const nothingCovered = coverage.succeeded.isEmpty;
  const warnings =
    (posture?.evaluation.totals.result.warning ?? 0) +
    (gate ? 0 : gaps.length) +
    notes.filter(isWarning).length;

  if (failures.length > 0)
    return {
      outcome: 'failed',
      exitCode: exitCode.failed,
      gate,
      warnings,
      reasons: [...failures, ...gaps],
      notes,
    };
  if (nothingCovered && loginFailed.isEmpty) {
    const reason = { code: 'no-host-covered', what: 'The scan covered no host of the target.' };
    return {
      outcome: 'inconclusive',
      exitCode: exitCode.inconclusive,
      gate,
      warnings,
      reasons: [reason, ...gaps],
      notes,
    };
  }
  if (gaps.length > 0 && (gate || everyPolicyEmpty(posture))) {
    return { outcome: 'inconclusive', exitCode: exitCode.inconclusive, gate, warnings, reasons: gaps, notes };
  }
  if (nothingCovered) {
    const message = `The scanner could not log in to any host (${loginFailed.toString()}). Nothing was checked, and nothing fails the build because failOnAuthFailure is off.`;
    return {
      outcome: 'not-evaluated',
      exitCode: exitCode.passed,
      gate,
      warnings,
      reasons: [{ code: 'authentication-failed', what: message }],
      notes,
    };
  }
  const reasons = gate
    ? [{ code: 'criteria-not-met', what: 'No posture meets the criteria.' }]
    : [
        {
          code: 'no-gate',
          what: 'There is no gate: the config has no criteria, so nothing fails the build.',
        },
      ];
  const warned = (posture?.evaluation.totals.result.warning ?? 0) > 0;
  return {
    outcome: 'passed',
    exitCode: warned && input.warningExitCode ? exitCode.warned : exitCode.passed,
    gate,
    warnings,
    reasons,
    notes: gate ? notes : [...gaps, ...notes],
  };
}

/** Rows of a policy that is not of this scan prove nothing, neither a pass nor a failure. */
function currentFailures({ evaluation, freshness }: JudgedPosture): number {
  return [...evaluation.policies.values()]
    .filter(({ id }) => freshness.get(id)?.status === 'fresh')
    .reduce((sum, policy) => sum + policy.failing, 0);
}

function everyPolicyEmpty(posture: JudgedPosture | undefined): boolean {
  if (posture === undefined) return false;
  return [...posture.evaluation.policies.values()].every(({ id }) => {
    const freshness = posture.freshness.get(id);
    return freshness?.status === 'fresh' && freshness.kind === 'no-applicable-control';
  });
}

/** What keeps the posture from being the whole truth. */
function postureGaps(policies: VerdictInput['policies'], posture: JudgedPosture): Reason[] {
  const gaps: Reason[] = [];
  if (posture.groupReplaced) {
    gaps.push({
      code: 'asset-group-replaced',
      what: 'A parallel build of the same job has replaced the addresses in the asset group while this scan ran.',
    });
  }
  if (everyPolicyEmpty(posture)) {
    return [
      {
        code: 'no-applicable-control',
        what: 'No policy has a control that applies to the hosts: nothing was checked.',
      },
    ];
  }
  for (const { id, title } of policies) {
    const freshness = posture.freshness.get(id);
    if (freshness === undefined || freshness.status === 'fresh') continue;
    if (freshness.status === 'undated') {
      gaps.push({
        code: 'no-evidence',
        what: `Policy "${title}" (${id}): Qualys gives no date that shows whether its rows are of this scan (LAST_COMPLIANCE_SCAN_DATETIME, LAST_EVALUATED, EVALUATION_DATE and DPV/@lastUpdated are all missing).`,
      });
      continue;
    }
    const rows = posture.evaluation.policies.get(id)?.rows ?? 0;
    gaps.push(
      rows === 0
        ? { code: 'posture-missing', what: `Policy "${title}" (${id}): no posture came for the hosts.` }
        : {
            code: 'posture-not-current',
            what: `Policy "${title}" (${id}): its posture is not of this scan (${freshness.detail}).`,
          },
    );
  }
  if (gaps.length === 0 && !posture.silentHosts.isEmpty && !posture.groupReplaced && !allEvaluated(posture)) {
    gaps.push({
      code: 'host-without-posture',
      what: `No posture came for ${posture.silentHosts.toString()}.`,
    });
  }
  return gaps;
}

function allEvaluated({ freshness }: JudgedPosture): boolean {
  return [...freshness.values()].every(
    (entry) =>
      entry.status === 'fresh' &&
      (entry.kind === 'policy-evaluated' || entry.kind === 'no-applicable-control'),
  );
}

function postureNotes(policies: VerdictInput['policies'], posture: JudgedPosture): Reason[] {
  const notes: Reason[] = [];
  const { evaluation } = posture;
  for (const { id, title } of policies) {
    const freshness = posture.freshness.get(id);
    if (
      freshness?.status === 'fresh' &&
      freshness.kind === 'no-applicable-control' &&
      !everyPolicyEmpty(posture)
    ) {
      notes.push(noApplicableNote({ id, title }));
    }
  }
  if (!posture.processed) {
    notes.push({
      code: 'not-processed',
      what: 'Qualys still reports the scan as not processed (PROCESSED 0); the posture itself shows that it is current.',
    });
  }
  if (evaluation.undefinedCriticality > 0) {
    notes.push({
      code: 'criticality-undefined',
      what: `${evaluation.undefinedCriticality} rows would fail but their controls have no criticality; they count as warnings.`,
    });
  }
  return [
    ...notes,
    ...exclusionNotes(
      evaluation.matches.map(({ exclusion, matched }) => ({
        ...exclusion,
        cids: exclusion.written,
        matched,
      })),
    ),
    ...baselineNotes(evaluation.fixed.size),
  ];
}

function coverageNotes({ coverage, targetNames, criteria }: VerdictInput, loginFailed: string): Reason[] {
  const notes: Reason[] = [];
  if (loginFailed !== '' && criteria?.failOnAuthFailure !== true && !coverage.succeeded.isEmpty) {
    notes.push({
      code: 'hosts-not-evaluated',
      what: `The scanner could not log in to ${targetNames(loginFailed)}; nothing was checked there.`,
    });
  }
  if (!coverage.notAlive.isEmpty) {
    notes.push({
      code: 'not-alive',
      what: `Not alive within the target's ranges: ${coverage.notAlive.toString()}.`,
    });
  }
  for (const { type, ips } of coverage.otherFailures) {
    notes.push({ code: 'other-login-failed', what: `The ${type} login failed on ${ips.toString()}.` });
  }
  return notes;
}
