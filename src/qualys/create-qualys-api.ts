import type { Clock } from '../clock.js';
import type { QualysApi } from './qualys-api.js';

/** One API call as it happened, free of secrets; feeds --verbose and the waiting lines. */
export type CallEvent =
  | {
      readonly type: 'call';
      readonly method: string;
      /** Path and action, for example `/api/2.0/fo/scan/compliance/ list`. Never a query or a body. */
      readonly resource: string;
      readonly status: number | undefined;
      readonly code: string | undefined;
      readonly attempt: number;
      readonly durationMs: number;
    }
  | {
      readonly type: 'waiting';
      readonly resource: string;
      readonly seconds: number;
      readonly reason: 'concurrency' | 'rate' | 'transient';
      readonly remaining?: number;
      readonly limit?: number;
    };

export interface QualysApiOptions {
  /** `https://host[:port]`, no path. */
  readonly apiServer: string;
  /** Absent for private clouds: the connection is then tested with about.php. */
  readonly gateway?: string;
  readonly username: string;
  readonly password: string;
  readonly proxy?: { readonly url: string; readonly username?: string; readonly password?: string };
  /** PEM text of extra authorities. */
  readonly ca?: string;
  readonly userAgent: string;
  /** Most calls at once per endpoint; the account's own limit from the headers always holds. */
  readonly concurrency?: number;
  readonly networkId?: string;
  /** Version overrides by endpoint name, for example `{ policies: '3.0' }`. */
  readonly apiVersions?: Readonly<Record<string, string>>;
  /** Pieces of a waiting policy longer than what is left are not waited for (fact sheet 4.3). */
  readonly remainingMs?: () => number;
  readonly onEvent?: (event: CallEvent) => void;
  readonly clock: Clock;
  /** Folder for rows that wait for their glossary; the system's temporary folder unless told. */
  readonly spoolDirectory?: string;
}

export declare function createQualysApi(options: QualysApiOptions): QualysApi;
