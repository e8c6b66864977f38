import type { StepId } from './events.js';

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
}
