import type { VersionUsed } from '../../qualys/api-versions.js';
import type { StepId } from '../run/scan-steps.js';

/** One object in Qualys that a run would create or change. */
export interface PlannedChange {
  readonly step: StepId;
  readonly action: 'create' | 'update' | 'run' | 'launch' | 'unchanged';
  readonly object: 'ip' | 'auth-record' | 'asset-group' | 'policy' | 'connector' | 'scan';
  /** Title or address list as Qualys has it; the id where it exists. */
  readonly name: string;
  readonly id?: string;
  /** In words a person understands; null when the object does not exist yet. */
  readonly before: string | null;
  readonly after: string;
}

/** The version that answered one action of the API while the plan was made. */
export interface PlanVersion {
  readonly endpoint: string;
  readonly action: string;
  readonly version: string;
  /** Set when its support has ended: the last day of it, and when Qualys means to take the version away. */
  readonly pastSupport?: { readonly support: string; readonly end: string };
}

/** Said before the first change; `check` prints it and stops. */
export interface Plan {
  readonly changes: readonly PlannedChange[];
  /** Addresses that are new to the account; each uses a licence. Null when not known before the connector has run. */
  readonly newIps: { readonly count: string; readonly ips: string } | null;
  /** For example: job name guessed from the folder; External with a private address. */
  readonly warnings: readonly string[];
  /** What the run found and will use. */
  readonly found: {
    readonly account: string;
    readonly target: string;
    readonly scanner: string;
    readonly optionProfile: { readonly id: string; readonly title: string };
    readonly policies: readonly { readonly id: string; readonly title: string }[];
    readonly scanTitle: string;
  };
  /** By endpoint and action. */
  readonly apiVersions: readonly PlanVersion[];
}

/** The versions in the order of their names: which read is answered first is chance. */
export function planVersions(used: readonly VersionUsed[]): PlanVersion[] {
  return used
    .map(({ endpoint, action, version, pastSupport }) => ({
      endpoint,
      action,
      version,
      ...(pastSupport === undefined ? {} : { pastSupport }),
    }))
    .sort((a, b) => (`${a.endpoint} ${a.action}` < `${b.endpoint} ${b.action}` ? -1 : 1));
}

/** A sentence for each version whose support has ended. */
export function endOfSupportWords(versions: readonly PlanVersion[]): string[] {
  return versions.flatMap(({ endpoint, action, version, pastSupport }) =>
    pastSupport === undefined
      ? []
      : [
          `${endpoint} ${action} answered in version ${version} of the API, whose support ended on ${pastSupport.support}; Qualys means to take it away in ${pastSupport.end}.`,
        ],
  );
}

const objectWords = {
  ip: 'IP',
  'auth-record': 'auth record',
  'asset-group': 'asset group',
  policy: 'policy',
  connector: 'connector',
  scan: 'scan',
} as const satisfies Record<PlannedChange['object'], string>;

const actionSigns = {
  create: '+',
  update: '~',
  run: '>',
  launch: '>',
  unchanged: '=',
} as const satisfies Record<PlannedChange['action'], string>;

/** One change as it is printed: a sign, what happens to which object, and how. Texts of Qualys are as they came. */
export interface ChangeWords {
  readonly sign: string;
  /** `update auth record Jenkins_unix_payments-api`. */
  readonly what: string;
  /** What is there before, when something is; then what is there after. */
  readonly how: string;
}

/** The parts of a plan that every presentation of it says in the same order and words. */
export interface PlanWords {
  readonly heading: string;
  /** What a run would create or change. */
  readonly changed: readonly PlannedChange[];
  /** What stays as it is. */
  readonly kept: readonly PlannedChange[];
  /** What new addresses cost; undefined when there is none. */
  readonly licence: string | undefined;
}

export function planWords({ changes, newIps }: Plan): PlanWords {
  return {
    heading: 'In Qualys this will',
    changed: changes.filter(({ action }) => action !== 'unchanged'),
    kept: changes.filter(({ action }) => action === 'unchanged'),
    licence: licenceWords(newIps),
  };
}

export function changeWords({ action, object, name, before, after }: PlannedChange): ChangeWords {
  const verb = action === 'unchanged' ? 'keep' : object === 'ip' ? 'add' : action;
  const how = before === null || action === 'unchanged' ? after : `${before} -> ${after}`;
  return { sign: actionSigns[action], what: `${verb} ${objectWords[object]} ${name}`, how };
}

/** What new addresses cost, or nothing when there is none. */
export function licenceWords(newIps: { readonly count: string } | null): string | undefined {
  if (newIps === null || newIps.count === '0') return undefined;
  return newIps.count === '1'
    ? '1 IP is new to the account and uses a licence.'
    : `${newIps.count} IPs are new to the account; each uses a licence.`;
}
