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
