import { PcError } from '../errors.js';
import type { Failure } from './client/failure.js';
import { type ApiVersions, type EndpointName, endpointNames, knownVersions } from './endpoint.js';

/** Calls that change nothing; only they may be tried in several versions. */
const reads: readonly string[] = ['list', 'fetch', 'search', 'get'];

/** Newer versions first where the older one has an end date, so that it may go at any time (fact sheet 6). */
const newestFirst: Readonly<Record<string, readonly string[]>> = {
  'scans list': ['3.0', '2.0'],
  'policies list': ['5.0', '3.0', '2.0'],
};

/** Versions whose support has ended: last day, and what is announced next (fact sheet 6). */
const ended: Readonly<Record<string, { readonly support: string; readonly end: string }>> = {
  'scans list 2.0': { support: '2025-12-31', end: 'December 2026' },
  'policies list 2.0': { support: '2025-12-31', end: 'December 2026' },
};

const olderFirst: readonly string[] = ['2.0', '3.0'];

/** A call, and the version that answered it. */
export interface VersionUsed {
  readonly endpoint: EndpointName;
  readonly action: string;
  readonly version: string;
  /** Set when Qualys no longer supports the version: last day of support, and the announced end. */
  readonly pastSupport?: { readonly support: string; readonly end: string } | undefined;
}

/**
 * Chooses the version of each action, as one path may list by 3.0 and launch by 2.0 only, and remembers which one
 * answered. A private cloud may know nothing but 2.0, a cloud may have taken 2.0 away: the order works both ways.
 */
export class VersionChoice {
  readonly #pinned: Readonly<Record<string, string>>;
  readonly #answered = new Map<string, VersionUsed>();

  /**
   * @param pinned versions by endpoint, for its reads, or by `endpoint.action`.
   * @throws PcError of kind `usage` for an unknown name or a version that is not `major.minor`.
   */
  constructor(pinned: Readonly<Record<string, string>> = {}) {
    for (const [key, version] of Object.entries(pinned)) checkPinned(key, version);
    this.#pinned = pinned;
  }

  /** The versions to try, in order; a change has one. */
  triesOf(endpoint: EndpointName, action: string): readonly string[] {
    const isRead = reads.includes(action);
    const pinned = this.#pinned[`${endpoint}.${action}`] ?? (isRead ? this.#pinned[endpoint] : undefined);
    if (pinned !== undefined) return [pinned];
    const answered = this.#answered.get(`${endpoint} ${action}`)?.version;
    // What an unknown version of a connector's run answers is a 404: it did not run.
    const several = isRead || endpoint === 'connectors';
    const tries = several ? (newestFirst[`${endpoint} ${action}`] ?? olderFirst) : [knownVersions[endpoint]];
    return answered === undefined ? tries : [answered, ...tries.filter((version) => version !== answered)];
  }

  /** The versions of all endpoints with one of them chosen. */
  with(endpoint: EndpointName, version: string): ApiVersions {
    return { ...knownVersions, [endpoint]: version };
  }

  /** Whether the version answered the action before. */
  hasAnswered(endpoint: EndpointName, action: string, version: string): boolean {
    return this.#answered.get(`${endpoint} ${action}`)?.version === version;
  }

  remember(endpoint: EndpointName, action: string, version: string): void {
    const pastSupport = ended[`${endpoint} ${action} ${version}`];
    this.#answered.set(`${endpoint} ${action}`, { endpoint, action, version, pastSupport });
  }

  /** Every action that was answered so far, in the order of the first answers. */
  get used(): readonly VersionUsed[] {
    return [...this.#answered.values()];
  }
}

function checkPinned(key: string, version: string): void {
  if (!endpointNames.some((name) => key === name || key.startsWith(`${name}.`))) {
    throw new PcError(`apiVersions names the endpoint "${key}", which does not exist.`, {
      kind: 'usage',
      code: 'unknown-endpoint-name',
      next: `Use one of ${endpointNames.join(', ')}, or one of them with an action such as scans.launch.`,
    });
  }
  if (!/^\d{1,2}\.\d{1,2}$/.test(version)) {
    throw new PcError(`apiVersions gives ${key} the version "${version}".`, {
      kind: 'usage',
      code: 'bad-api-version',
      next: 'Write major and minor number, for example 3.0.',
    });
  }
}

/** Statuses with a meaning of their own, whatever the page that comes with them. */
const otherMeaning: readonly number[] = [401, 403, 407, 408, 409, 429];

/**
 * Whether a failure may mean that the server does not know the version; what one answers is not published (fact
 * sheet 6 and open question 16).
 * @param at whether the call changes nothing (a change goes on only where nothing can have been done), and whether
 *   the version answered before: a page is then an outage.
 */
export function refusesVersion(
  failure: Failure,
  { isRead, isProven }: { readonly isRead: boolean; readonly isProven: boolean },
): boolean {
  if (failure.type === 'network') return false;
  if (failure.status === 404 || (failure.status === 410 && isRead)) return failure.type !== 'garbled';
  if (!isRead) return false;
  switch (failure.type) {
    case 'refused':
      return failure.status < 500 && /\b(?:version|retired|deprecated|end.of.life)\b/i.test(failure.text);
    case 'garbled':
      return failure.problem === 'html' && !isProven;
    case 'status':
      return isPage(failure) && !isProven && !otherMeaning.includes(failure.status);
  }
}

function isPage({ status, firstLine }: Extract<Failure, { type: 'status' }>): boolean {
  return (
    (status < 300 || status >= 400) &&
    status < 500 &&
    /^<(?:!doctype\s+html|html|head|body)\b/i.test(firstLine)
  );
}
