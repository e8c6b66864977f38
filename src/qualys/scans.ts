export type ScanState = 'Queued' | 'Running' | 'Paused' | 'Loading' | 'Finished' | 'Canceled' | 'Error';

/** One compliance scan as the scan list shows it (fact sheet 15.3). */
export interface Scan {
  readonly id: string | undefined;
  readonly ref: string;
  readonly title: string;
  readonly userLogin: string;
  /** ISO, server time. */
  readonly launchedAt: string;
  /** `HH:MM:SS` in seconds; undefined while Pending. */
  readonly durationSeconds: number | undefined;
  /** A state outside the published ones is kept as Qualys words it and is not terminal. */
  readonly state: ScanState | (string & {});
  readonly subState: string | undefined;
  readonly processed: boolean;
  readonly target: string;
}

export interface ScanFilter {
  readonly ref?: string;
  /** ISO time of the server. */
  readonly launchedAfter?: string;
  readonly userLogin?: string;
  /** Names of states, e.g. Running. */
  readonly states?: readonly ScanState[];
}

export interface ScanList {
  /** RESPONSE/DATETIME, ISO. */
  readonly serverTime: string;
  readonly scans: readonly Scan[];
}

/** One launch; exactly one of `ips` and `ec2` (fact sheet 15.2). */
export interface LaunchRequest {
  readonly title: string;
  readonly optionProfileId: string;
  /** Appliance name, or `External`. */
  readonly scanner: string;
  /** API form. */
  readonly ips?: string;
  readonly networkId?: string;
  readonly ec2?: {
    readonly connectorName: string;
    /** Sent instead of the name when two connectors share it. */
    readonly connectorUuid?: string;
    readonly region: string;
    readonly instanceIds: readonly string[];
  };
}

/** One AUTH block of a scan result; addresses in API form (fact sheet 15.5). */
export interface AuthenticationBlock {
  /** `Unix/Cisco/Checkpoint Firewall`, `Windows`, `Oracle` ...; undefined when not told. */
  readonly type: string | undefined;
  readonly succeeded: string;
  readonly failed: string;
  readonly insufficient: string;
}

/** The fetched result of a scan (fact sheet 15.5). Addresses in API form; undefined where the element is absent. */
export interface ScanResult {
  readonly serverTime: string;
  readonly hostsAlive: number | undefined;
  readonly hostsTotal: number | undefined;
  readonly scanned: string | undefined;
  readonly notAlive: string | undefined;
  readonly notScanned: string | undefined;
  readonly excluded: string | undefined;
  /** What the scan says it covered (HEADER TARGET), free text. */
  readonly target: string | undefined;
  /** ERROR elements of the result, Qualys' words. */
  readonly errors: readonly string[];
  readonly authentication: readonly AuthenticationBlock[];
}
