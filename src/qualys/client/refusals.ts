import type { ErrorCode } from '../../error-codes.js';
import type { ErrorKind } from '../../errors.js';

/** How a code of Qualys is worded for a person. */
export interface RefusalWording {
  readonly kind: ErrorKind;
  /** Stable word of the error. */
  readonly code: ErrorCode;
  /** Without it, the call's own purpose: "Qualys refused to …". */
  readonly what?: string | undefined;
  readonly next: string;
}

/** Said wherever a code means that user name and password do not fit together. */
export const wrongCredentials: RefusalWording = {
  kind: 'refused',
  code: 'wrong-credentials',
  what: 'Qualys refused the user name or password.',
  next: 'Check both, and that the user has API access, a role other than Contact, and a password of its own: one that logs in by single sign-on (SSO) may have none. Nothing is sent again, as repeated failures lock the account.',
};

const ourRequest = 'Report this as a bug of qualys-pc, with the output of --verbose.';
const apiAccess = 'Ask a Manager of the subscription to allow API access for this user.';

/** Every code of the fact sheet's section 5, one row each. */
export const refusals: Readonly<Record<string, RefusalWording>> = {
  '999': {
    kind: 'unreachable',
    code: 'internal-error',
    what: 'Qualys had an internal error.',
    next: 'Run again in a few minutes; when it stays, ask Qualys Support with the time of the call.',
  },
  '1901': {
    kind: 'refused',
    code: 'unknown-parameter',
    next: 'Take apiVersions out of the config when it is set: another version may know other parameters. Otherwise report a bug.',
  },
  '1903': { kind: 'refused', code: 'missing-parameter', next: ourRequest },
  '1904': { kind: 'refused', code: 'conflicting-parameters', next: ourRequest },
  '1905': {
    kind: 'refused',
    code: 'invalid-value',
    next: 'Correct the value that Qualys names: it is wrong, does not exist, or this user may not use it.',
  },
  '1907': { kind: 'refused', code: 'combined-parameters', next: ourRequest },
  '1908': { kind: 'refused', code: 'method-not-allowed', next: ourRequest },
  '1920': {
    kind: 'refused',
    code: 'blocked',
    what: 'Qualys blocks this API for the account.',
    next: 'Wait until other calls of the subscription have ended and run again.',
  },
  '1922': { kind: 'refused', code: 'missing-alternative', next: ourRequest },
  '1959': {
    kind: 'refused',
    code: 'limit-reached',
    what: "The account's API limit is reached.",
    next: 'Run again later, or poll less often: the limit counts every user and integration of the subscription.',
  },
  '1960': {
    kind: 'refused',
    code: 'concurrency-limit',
    what: 'As many calls of this API run as the subscription may run at once.',
    next: 'Run again when other integrations have finished, or lower `concurrency` in the config.',
  },
  '1965': {
    kind: 'refused',
    code: 'rate-limit',
    what: "The subscription's calls of this API are used up for now.",
    next: 'Run again later, or poll less often: the limit counts every user and integration of the subscription.',
  },
  '1966': {
    kind: 'refused',
    code: 'limit-reached',
    what: "The account's API limit is reached.",
    next: 'Run again later, or poll less often: the limit counts every user and integration of the subscription.',
  },
  '1980': {
    kind: 'unreachable',
    code: 'truncated',
    what: 'Qualys cut the list off.',
    next: ourRequest,
  },
  '1981': {
    kind: 'refused',
    code: 'same-request-running',
    what: 'Qualys still works on the same request.',
    next: 'Wait a few minutes and run again.',
  },
  '1999': {
    kind: 'unreachable',
    code: 'maintenance',
    what: 'Qualys is down for scheduled maintenance.',
    next: 'Look at the status page of the platform and run again afterwards.',
  },
  '2000': wrongCredentials,
  '2001': {
    kind: 'refused',
    code: 'account-expired',
    what: 'The Qualys account has expired.',
    next: 'Ask a Manager of the subscription or Qualys to renew it.',
  },
  '2002': {
    kind: 'refused',
    code: 'account-inactive',
    what: 'The Qualys user is not active.',
    next: 'Ask a Manager of the subscription to activate the user.',
  },
  '2003': {
    kind: 'refused',
    code: 'registration-incomplete',
    what: 'The Qualys user has not completed the registration.',
    next: 'Log in to the portal once with this user, accept the agreement and set the password; then run again.',
  },
  '2010': {
    kind: 'refused',
    code: 'module-not-licensed',
    what: 'The subscription does not hold the module for this call.',
    next: 'Ask Qualys to add Policy Compliance (Policy Audit) to the subscription.',
  },
  '2011': {
    kind: 'refused',
    code: 'securid-required',
    what: 'The Qualys user must log in with SecurID, which the API cannot.',
    next: 'Use an API user without SecurID.',
  },
  '2012': {
    kind: 'refused',
    code: 'api-not-licensed',
    what: 'The licence does not cover this API.',
    next: `${apiAccess} Policy Compliance and the API add-on must be in the subscription.`,
  },
  '15003': {
    kind: 'refused',
    code: 'scan-not-finished',
    what: 'Qualys has no result of the scan yet.',
    next: 'Wait until the scan has finished; when it has, check its reference.',
  },
  INVALID_CREDENTIALS: wrongCredentials,
  UNAUTHORIZED: {
    kind: 'refused',
    code: 'not-permitted',
    next: `${apiAccess} The connector and asset calls need a Manager with full scope.`,
  },
  INSUFFICIENT_PERMISSION: {
    kind: 'refused',
    code: 'not-permitted',
    next: 'Use a Manager with full scope, or ask one to grant API access and "Read Asset".',
  },
  OBJECT_NOT_FOUND: {
    kind: 'usage',
    code: 'object-missing',
    next: "Check the id: the object does not exist or is outside this user's scope.",
  },
  INVALID_REQUEST: { kind: 'refused', code: 'invalid-request', next: ourRequest },
  LIMIT_EXCEEDED: {
    kind: 'refused',
    code: 'rate-limit',
    what: "The subscription's calls of this API are used up for now.",
    next: 'Run again later, or poll less often.',
  },
};

/** A code that no list names: the 20xx are about the account, the rest about our request (fact sheet 5.1). */
export function refusalFor(code: string, status: number): RefusalWording {
  const word = code.toUpperCase();
  const known = Object.hasOwn(refusals, word) ? refusals[word] : undefined;
  if (known !== undefined) return known;
  if (status === 401) return wrongCredentials;
  if (/^20\d\d$/.test(code) || status === 403)
    return { kind: 'refused', code: 'not-permitted', next: apiAccess };
  if (status >= 500) {
    return { kind: 'unreachable', code: 'server-error', next: 'Run again in a few minutes.' };
  }
  return { kind: 'refused', code: 'refused', next: 'Read what Qualys says above and correct it.' };
}
