import type { ErrorCode } from './error-codes.js';

/**
 * How a run ends by an error. The kind alone decides the exit code (design, section 2).
 * `interrupted` and `terminated` are SIGINT and SIGTERM.
 */
export type ErrorKind =
  | 'usage'
  | 'refused'
  | 'unreachable'
  | 'inconclusive'
  | 'timed-out'
  | 'bug'
  | 'interrupted'
  | 'terminated';

/** Every code that this program ends with (design, section 2). */
export const exitCode = {
  passed: 0,
  /** By the configured criteria: state and criticality, or authentication. */
  failed: 1,
  usage: 2,
  /** Qualys refused or could not be reached. */
  refused: 3,
  inconclusive: 4,
  /** Timed out or detached. */
  unfinished: 5,
  /** Passed with warnings, when `--warning-exit-code` asks for a code of their own. */
  warned: 6,
  bug: 70,
  interrupted: 130,
  terminated: 143,
} as const;

/** The one table from kind of error to exit code. */
export const exitCodeOf = {
  usage: exitCode.usage,
  refused: exitCode.refused,
  unreachable: exitCode.refused,
  inconclusive: exitCode.inconclusive,
  'timed-out': exitCode.unfinished,
  bug: exitCode.bug,
  interrupted: exitCode.interrupted,
  terminated: exitCode.terminated,
} as const satisfies Record<ErrorKind, number>;

/** Every exit code with its meaning, in order: the help and the README print this table (design, section 2). */
export const exitCodeTable: readonly { readonly code: number; readonly meaning: string }[] = [
  { code: exitCode.passed, meaning: 'passed, or nothing to gate on (said so)' },
  {
    code: exitCode.failed,
    meaning: 'failed by the configured criteria: state and criticality, or authentication',
  },
  {
    code: exitCode.usage,
    meaning: 'usage or configuration error, or an object that Qualys does not have; nothing was changed',
  },
  {
    code: exitCode.refused,
    meaning:
      'Qualys refused or could not be reached: connection, TLS, proxy, credentials, licence, permission, limits',
  },
  {
    code: exitCode.inconclusive,
    meaning: 'inconclusive: instance, connector, scan, hosts or posture data did not allow a verdict',
  },
  {
    code: exitCode.unfinished,
    meaning: 'not finished: timed out or detached; the scan is left running, --resume resumes it',
  },
  { code: exitCode.warned, meaning: 'passed, with warnings; only with --warning-exit-code, otherwise 0' },
  { code: exitCode.bug, meaning: 'a bug in this program' },
  { code: exitCode.interrupted, meaning: 'interrupted (SIGINT); a scan launched by this run is cancelled' },
  { code: exitCode.terminated, meaning: 'terminated (SIGTERM); a scan launched by this run is cancelled' },
];

/** The printed parts of an error, in this order: what happened, why, what to do next. */
export interface ErrorText {
  /** Present tense, one sentence, names the thing. */
  readonly what: string;
  /** Qualys' own code and text, or the operating system's, where there is one. */
  readonly why?: string | undefined;
  /** An instruction. */
  readonly next: string;
}

export interface PcErrorOptions {
  readonly kind: ErrorKind;
  readonly why?: string | undefined;
  readonly next: string;
  /** Stable machine word such as `wrong-credentials`, `scanner-missing`, `connector-disabled`; becomes a result's reason code. */
  readonly code: ErrorCode;
  readonly cause?: unknown;
}

/** The only error class of this program; another error that is thrown is a bug. No part of it may hold a secret. */
export class PcError extends Error {
  override readonly name = 'PcError';
  readonly kind: ErrorKind;
  readonly code: ErrorCode;
  readonly why: string | undefined;
  readonly next: string;

  constructor(what: string, { kind, code, why, next, cause }: PcErrorOptions) {
    super(what, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.code = code;
    this.why = why;
    this.next = next;
  }

  get what(): string {
    return this.message;
  }
}
