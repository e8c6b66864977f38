/** What a successful connection test proved (fact sheet 7 and 8). */
export interface Connection {
  /** How PC was proved. */
  readonly via: 'gateway' | 'api-server';
  /** Sentences to print, for example that the gateway is blocked and the API server answered instead. */
  readonly notes: readonly string[];
  /** Calls left in the account's window, by the headers of the last answer; absent without them. */
  readonly rate?: RateWindow | undefined;
}

/** The rate-limit headers of an answer (fact sheet 4.2). */
export interface RateWindow {
  readonly limit: number;
  readonly remaining: number;
  readonly windowSec: number;
}
