import { exitCode } from '../../errors.js';
import { counted } from '../../text/counted.js';
import type { Result } from '../results/result.js';
import type { Coverage } from './coverage.js';
import { type CompiledCriteria, selectionWords } from './criteria.js';
import type { JudgedPosture } from './posture-reads.js';
import { isEveryPairEmpty, postureGaps, postureNotes } from './posture-reasons.js';
import { type GivenReason, isWarning } from './verdict-notes.js';

export interface VerdictInput {
  readonly criteria: CompiledCriteria | undefined;
  readonly coverage: Coverage;
  /** Absent when no host could be read. */
  readonly posture: JudgedPosture | undefined;
  readonly policies: readonly { readonly id: string; readonly title: string }[];
  readonly warningExitCode: boolean;
  readonly targetNames: (ips: string) => string;
}

/** What the rules decide by. */
interface Findings {
  readonly input: VerdictInput;
  readonly gate: boolean;
  /** Why the build fails. */
  readonly failures: readonly GivenReason[];
  /** What keeps the posture from being the whole truth. */
  readonly gaps: readonly GivenReason[];
}

interface Rule {
  readonly applies: (findings: Findings) => boolean;
  readonly verdict: (findings: Findings) => Pick<Result['verdict'], 'outcome' | 'exitCode' | 'reasons'>;
}

/** In this order; the first that applies decides (design, section 4, steps 9 to 12). The last one always does. */
const rules: readonly Rule[] = [
  {
    applies: ({ failures }) => failures.length > 0,
    verdict: ({ failures, gaps }) => ({
      outcome: 'failed',
      exitCode: exitCode.failed,
      reasons: [...failures, ...gaps],
    }),
  },
  {
    applies: ({ input: { coverage } }) => coverage.succeeded.isEmpty && loginFailed(coverage).isEmpty,
    verdict: ({ gaps }) =>
      inconclusive([{ code: 'no-host-covered', what: 'The scan covered no host of the target.' }, ...gaps]),
  },
  {
    applies: ({ gaps, gate, input: { posture } }) =>
      gaps.length > 0 && (gate || (posture !== undefined && isEveryPairEmpty(posture))),
    verdict: ({ gaps }) => inconclusive(gaps),
  },
  {
    applies: ({ input: { coverage } }) => coverage.succeeded.isEmpty,
    verdict: ({ input }) => ({
      outcome: 'not-evaluated',
      exitCode: exitCode.passed,
      reasons: loginReasons(input).map(({ code, what }) => ({
        code,
        what: `${what} Nothing was checked, and nothing fails the build because failOnAuthFailure is off.`,
      })),
    }),
  },
  {
    applies: () => true,
    verdict: ({ gate, input: { posture, warningExitCode } }) => {
      const isWarned = (posture?.evaluation.totals.result.warning ?? 0) > 0;
      return {
        outcome: 'passed',
        exitCode: isWarned && warningExitCode ? exitCode.warned : exitCode.passed,
        reasons: [gate ? criteriaNotMet : noGate],
      };
    },
  },
];

const criteriaNotMet: GivenReason = { code: 'criteria-not-met', what: 'No posture meets the criteria.' };
const noGate: GivenReason = {
  code: 'no-gate',
  what: 'There is no gate: the config has no criteria, so nothing fails the build.',
};

function inconclusive(reasons: readonly GivenReason[]): ReturnType<Rule['verdict']> {
  return { outcome: 'inconclusive', exitCode: exitCode.inconclusive, reasons: [...reasons] };
}

/** The verdict of a scan that finished (design, section 4, steps 9 to 12). No data is never a pass. */
export function verdictOf(input: VerdictInput): Result['verdict'] {
  const { criteria, posture, policies } = input;
  const gate = criteria !== undefined;
  const gaps = [
    ...(posture === undefined ? [] : postureGaps({ policies, posture, criteria })),
    ...coverageGaps(input),
  ];
  const findings = { input, gate, failures: failuresOf(input), gaps };
  const decided = rules.find(({ applies }) => applies(findings));
  if (decided === undefined) throw new TypeError('No rule decides');
  const verdict = decided.verdict(findings);
  const notes = [...(posture === undefined ? [] : postureNotes(policies, posture)), ...coverageNotes(input)];
  const warnings =
    (posture?.evaluation.totals.result.warning ?? 0) +
    (gate ? 0 : gaps.length) +
    notes.filter(isWarning).length;
  const openGaps = verdict.outcome === 'passed' && !gate ? gaps : [];
  return { ...verdict, gate, warnings, notes: [...openGaps, ...notes] };
}

function failuresOf(input: VerdictInput): GivenReason[] {
  const { criteria, coverage, posture } = input;
  const failures: GivenReason[] = [];
  if (criteria?.failOnAuthFailure === true) {
    failures.push(...loginReasons(input), ...otherLoginReasons(coverage));
  }
  if (posture !== undefined && criteria?.failOn !== undefined) {
    const failing = posture.pairs
      .filter(({ gap }) => gap === undefined)
      .reduce((sum, { dates }) => sum + dates.failing, 0);
    if (failing > 0) {
      failures.push({
        code: 'criteria-met',
        what: `${counted(failing, 'posture fails', 'postures fail')}: ${selectionWords(criteria.failOn.written)}.`,
      });
    }
  }
  return failures;
}

function loginFailed({ failed, insufficient }: Coverage) {
  return failed.union(insufficient);
}

/** Hosts of which nothing was evaluated: a login that failed, and one whose rights are too few. */
function loginReasons({ coverage, targetNames }: VerdictInput): GivenReason[] {
  const { failed, insufficient } = coverage;
  const reasons: GivenReason[] = [];
  if (!failed.isEmpty) {
    reasons.push({
      code: 'authentication-failed',
      what: `The scanner could not log in to ${targetNames(failed.toString())}${causesOf(coverage, failed)}.`,
      next: 'In Qualys, check the user and the password or key of the auth record for it, and that the scanner reaches its login port.',
    });
  }
  if (!insufficient.isEmpty) {
    reasons.push({
      code: 'insufficient-rights',
      what: `The scanner logged in to ${targetNames(insufficient.toString())} with too few rights${causesOf(coverage, insufficient)}; give the user of the auth record the rights that Qualys documents, for example by sudo.`,
    });
  }
  return reasons;
}

function otherLoginReasons(coverage: Coverage): GivenReason[] {
  return coverage.otherFailures.map(({ type, ips }) => ({
    code: 'other-login-failed',
    what: `The ${type} login failed on ${ips.toString()}${causesOf(coverage, ips)}.`,
  }));
}

/** Qualys' own words on why logins failed. */
function causesOf({ causes }: Coverage, ips: Coverage['failed']): string {
  const words = causes.filter((each) => !each.ips.intersect(ips).isEmpty).map(({ cause }) => cause);
  return words.length === 0 ? '' : ` (Qualys: ${[...new Set(words)].slice(0, 3).join('; ')})`;
}

function coverageGaps({ coverage, targetNames }: VerdictInput): GivenReason[] {
  if (coverage.uncovered.isEmpty) return [];
  return [
    {
      code: 'host-not-covered',
      what: `The scan did not cover ${targetNames(coverage.uncovered.toString())}: not alive, no auth record for it, or out of scope.`,
    },
  ];
}

function coverageNotes(input: VerdictInput): GivenReason[] {
  const { coverage, criteria } = input;
  const notes: GivenReason[] = [];
  const decides = criteria?.failOnAuthFailure === true;
  if (!decides && !coverage.succeeded.isEmpty) {
    notes.push(
      ...loginReasons(input).map(
        ({ what }): GivenReason => ({
          code: 'hosts-not-evaluated',
          what: `${what} Nothing was checked there.`,
        }),
      ),
    );
  }
  if (!coverage.notAlive.isEmpty) {
    notes.push({
      code: 'not-alive',
      what: `Not alive within the target's ranges: ${coverage.notAlive.toString()}.`,
    });
  }
  return decides ? notes : [...notes, ...otherLoginReasons(coverage)];
}
