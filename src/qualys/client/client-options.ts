import type { Clock } from '../../clock.js';
import type { VersionChoice } from '../api-versions.js';
import type { Authorization } from './login/authorization.js';
import type { HttpProxy } from './proxy.js';
import type { Transport } from './transport.js';

/** What a client is made of. */
export interface ClientOptions {
  /** `https://host[:port]`. */
  readonly apiServer: string;
  readonly authorization: Authorization;
  /** The proxy for an address, if any. */
  readonly proxyFor: (url: string) => HttpProxy | undefined;
  /** Most calls at once per endpoint. */
  readonly concurrency: number;
  readonly versions: VersionChoice;
  readonly remainingMs: () => number;
  readonly onEvent: (event: CallEvent) => void;
  readonly clock: Clock;
  readonly transport: Transport;
  /** 0 to 1. */
  readonly random: () => number;
}

/** How one call differs from the others. */
export interface CallLimits {
  /** Ends the call after this time, sends it once, and passes the queue. */
  readonly urgentMs?: number | undefined;
  /** Most attempts after failures that may pass; default: that of the retry policy. */
  readonly mostTransient?: number | undefined;
  /**
   * The signal ends every wait before the call at once, but a call on its way only after this time: its answer names
   * what has to be undone.
   */
  readonly graceMs?: number | undefined;
}

/** What the error of a call names besides the failure. */
export interface ErrorScene {
  readonly purpose: string;
  /** Origin that was asked. */
  readonly server: string;
  readonly secrets?: readonly (string | undefined)[];
  /** Another API has accepted the login, so that a refusal of this one says nothing about it. */
  readonly isProven?: boolean;
}

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
      readonly remaining?: number | undefined;
      readonly limit?: number | undefined;
    };
