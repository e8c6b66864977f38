import * as z from 'zod';
import { PcError } from '../errors.js';
import { scannedInstanceSchema, usedAuthRecordSchema, usedConnectorSchema } from './result.js';
import { scannedTarget } from './survey-snapshot.js';

const isoTime = z.string();
const named = z.strictObject({ id: z.string(), title: z.string() });

/**
 * What a run must remember to launch at most once and to be taken up again. Written before and after the launch;
 * free of secrets.
 */
export const runStateSchema = z.strictObject({
  version: z.literal(1),
  configDigest: z.string(),
  jobName: z.string(),
  build: z.string(),
  shard: z.string().nullable(),
  /** Local time; the age of a state is counted from here. */
  startedAt: isoTime,
  timeoutMs: z.number(),
  phase: z.enum(['intent', 'launched', 'finished', 'cancelled']),
  title: z.string(),
  /** Local time just before the launch was sent. */
  intentAt: isoTime,
  /** Local time just before a launch that had not arrived was sent once more: it may turn up as late as the first. */
  sentAgainAt: isoTime.exactOptional(),
  reference: z.string().nullable(),
  scanId: z.string().nullable(),
  /** Server time. */
  launchedAt: isoTime.nullable(),
  survey: z.strictObject({
    optionProfile: named,
    policies: z.array(named),
    scanner: z.string(),
    /** Addresses that the scan was launched for, API form. */
    ips: z.string(),
    assetGroupId: z.string().nullable(),
    assetGroupTitle: z.string(),
    authRecord: usedAuthRecordSchema.nullable(),
    connector: usedConnectorSchema.nullable(),
    instances: z.array(scannedInstanceSchema),
  }),
});

export type RunState = z.output<typeof runStateSchema>;

/**
 * Reads a state file's text.
 * @throws PcError of kind `usage`: a state nobody can read must not lead to a second launch.
 */
export function parseRunState(text: string, file: string): RunState {
  try {
    return runStateSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw unreadableState(file, cause);
  }
}

/** A state nobody can read must not lead to a second launch: a person decides. */
export function unreadableState(file: string, cause: unknown): PcError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new PcError(`The state file ${file} cannot be read`, {
    kind: 'usage',
    code: 'state-invalid',
    why: code === undefined ? 'It was changed by hand, or another version of qualys-pc wrote it.' : message,
    next: 'Look in Qualys whether its scan still runs, then start afresh with --new.',
    cause,
  });
}

/** What to do with the state that an earlier run left. */
export type Takeover =
  | { readonly kind: 'fresh'; readonly notice?: string }
  | { readonly kind: 'resume'; readonly state: RunState; readonly notice: string }
  | { readonly kind: 'finished'; readonly state: RunState };

export interface TakeoverInput {
  readonly state: RunState | undefined;
  readonly digest: string;
  readonly jobName: string;
  readonly build: string;
  readonly shard: string | null;
  /** As `askedTarget` writes it: the digest holds the name of a variable, not the host that it names. */
  readonly target: string;
  readonly nowMs: number;
  /** `--resume`. */
  readonly resume: boolean;
  /** `--new`. */
  readonly forceNew: boolean;
}

/**
 * Decides between a new scan and an unfinished one (design, section 4, State).
 * @throws PcError of kind `usage` when `--resume` meets the state of another config.
 */
export function takeoverOf({
  state,
  digest,
  jobName,
  build,
  shard,
  target,
  nowMs,
  resume,
  forceNew,
}: TakeoverInput): Takeover {
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
  const sameTarget = scannedTarget(state.survey) === target;
  if (resume) {
    if (state.configDigest !== digest || state.shard !== shard) throw otherConfig(name);
    if (!sameTarget) throw otherTarget(name, scannedTarget(state.survey));
    if (state.phase === 'finished') return { kind: 'finished', state };
    if (state.phase === 'cancelled')
      return { kind: 'fresh', notice: `Scan ${name} was cancelled; a new one is started.` };
    return { kind: 'resume', state, notice: `Resuming scan ${name}.` };
  }
  if (!unfinished) return { kind: 'fresh' };
  const same =
    state.configDigest === digest &&
    state.jobName === jobName &&
    state.build === build &&
    state.shard === shard &&
    sameTarget;
  const young = nowMs - Date.parse(state.startedAt) < state.timeoutMs;
  if (same && young) {
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

function otherTarget(name: string, scanned: string): PcError {
  return new PcError(`Scan ${name} has another target`, {
    kind: 'usage',
    code: 'state-of-another-target',
    why: `It scans ${scanned}; a variable of the target names something else now.`,
    next: 'Resume it with the variables it was launched with, or start a new scan with --new.',
  });
}

function otherConfig(name: string): PcError {
  return new PcError(`Scan ${name} belongs to another config`, {
    kind: 'usage',
    code: 'state-of-another-config',
    why: 'The config was changed since the scan was launched, or the state is of another job or shard.',
    next: 'Resume it with the config it was launched with, or start a new scan with --new.',
  });
}
