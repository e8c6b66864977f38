import { PcError } from '../../errors.js';
import type { RunState } from './run-state.js';
import { scannedTarget } from './survey-snapshot.js';

/** Whether a run starts a new scan, waits for an unfinished one, or shows the result of a finished one. */
export type ResumeDecision =
  | { readonly kind: 'fresh'; readonly notice?: string }
  | { readonly kind: 'resume'; readonly state: RunState; readonly notice: string }
  | { readonly kind: 'finished'; readonly state: RunState };

export interface ResumeInput {
  readonly state: RunState | undefined;
  readonly digest: string;
  readonly jobName: string;
  readonly build: string;
  readonly shard: string | null;
  /** As `askedTarget` writes it: the digest holds the name of a variable, not the host that it names. */
  readonly target: string | undefined;
  readonly nowMs: number;
  /** `--resume`. */
  readonly resume: boolean;
  /** A run of several units goes on that did not finish; see `RunOptions.continues`. */
  readonly continues?: boolean;
  /** `--new`. */
  readonly forceNew: boolean;
  /** How to start afresh, as a sentence. */
  readonly freshWords: string;
}

/** What jobs call a build without a known number: the next one has the same name. */
export const unknownBuild = 'local';

/**
 * Decides between a new scan and an unfinished one (design, section 4, State).
 * @throws PcError of kind `usage` when `--resume` meets the state of another config.
 */
export function decideResume({
  state,
  digest,
  jobName,
  build,
  shard,
  target,
  nowMs,
  resume,
  continues = false,
  forceNew,
  freshWords,
}: ResumeInput): ResumeDecision {
  if (state === undefined) {
    return resume
      ? { kind: 'fresh', notice: 'There is no scan to resume; a new one is started.' }
      : { kind: 'fresh' };
  }
  const unfinished = state.phase === 'intent' || state.phase === 'launched';
  const name = state.reference ?? `"${state.title}"`;
  if (forceNew)
    return unfinished
      ? { kind: 'fresh', notice: `The unfinished scan ${name} is left alone; a new one is started.` }
      : { kind: 'fresh' };
  const sameTarget = target === undefined || scannedTarget(state.survey) === target;
  if (resume) {
    if (!unfinished && state.build !== build) {
      const notice = `Scan ${name} of build ${state.build} is ${state.phase}: there is nothing to resume for build ${build}, a new scan is started.`;
      return { kind: 'fresh', notice };
    }
    if (state.configDigest !== digest || state.shard !== shard) throw otherConfig(name, freshWords);
    if (!sameTarget) throw otherTarget(name, scannedTarget(state.survey), freshWords);
    if (state.phase === 'finished') return { kind: 'finished', state };
    if (state.phase === 'cancelled')
      return { kind: 'fresh', notice: `Scan ${name} was cancelled; a new one is started.` };
    const of = state.build === build ? '' : `, which build ${state.build} launched`;
    return { kind: 'resume', state, notice: `Resuming scan ${name}${of}.` };
  }
  const same =
    state.configDigest === digest &&
    state.jobName === jobName &&
    state.build === build &&
    state.shard === shard &&
    sameTarget;
  if (!unfinished)
    return continues && same && state.phase === 'finished' ? { kind: 'finished', state } : { kind: 'fresh' };
  const launchedMs = Date.parse(state.sentAgainAt ?? state.intentAt);
  const mayBeAnother =
    !continues && state.build === unknownBuild && nowMs - launchedMs >= 2 * state.timeoutMs;
  if (same && !mayBeAnother) {
    return {
      kind: 'resume',
      state,
      notice: `Resuming scan ${name}: an earlier run of this job and build did not finish it.`,
    };
  }
  return {
    kind: 'fresh',
    notice: `An unfinished scan ${name} of ${same ? 'an earlier time' : 'another build, config or target'} is left alone.`,
  };
}

function otherTarget(name: string, scanned: string, freshWords: string): PcError {
  return new PcError(`Scan ${name} has another target`, {
    kind: 'usage',
    code: 'state-of-another-target',
    why: `It scans ${scanned}; a variable or file that the target is read from names something else now.`,
    next: `Resume it with the values it was launched with. ${freshWords}`,
  });
}

function otherConfig(name: string, freshWords: string): PcError {
  return new PcError(`Scan ${name} belongs to another config`, {
    kind: 'usage',
    code: 'state-of-another-config',
    why: 'The config was changed since the scan was launched, or the state is of another job or shard.',
    next: `Resume it with the config it was launched with. ${freshWords}`,
  });
}
