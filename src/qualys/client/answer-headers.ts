/** Headers of an answer, names in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The account's limits by an answer's headers; undefined where absent (fact sheet 4.2). */
export interface RateHeaders {
  readonly limit: number | undefined;
  readonly remaining: number | undefined;
  readonly windowSec: number | undefined;
  readonly toWaitSec: number | undefined;
  /** Calls of the API that may run at once. */
  readonly atOnce: number | undefined;
}

/** @param nowMs - For a Retry-After that is a date, where the answer does not give the server's own time. */
export function rateHeadersOf(headers: Headers, nowMs: number): RateHeaders {
  return {
    limit: wholeNumber(headers['x-ratelimit-limit']),
    remaining: wholeNumber(headers['x-ratelimit-remaining']),
    windowSec: wholeNumber(headers['x-ratelimit-window-sec']),
    toWaitSec:
      positive(wholeNumber(headers['x-ratelimit-towait-sec'])) ??
      positive(wholeNumber(headers['retry-after'])) ??
      secondsUntil(headers['retry-after'], headers.date, nowMs),
    // Some pages of the manual spell it without the hyphen (fact sheet 4.2).
    atOnce: wholeNumber(headers['x-concurrency-limit-limit'] ?? headers['x-concurrencylimit-limit']),
  };
}

function wholeNumber(value: string | readonly string[] | undefined): number | undefined {
  const text = typeof value === 'string' ? value : value?.[0];
  return text !== undefined && /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : undefined;
}

/** Seconds until an HTTP date; undefined for one that is past, or is no date. */
function secondsUntil(at: Headers[string], date: Headers[string], nowMs: number): number | undefined {
  if (typeof at !== 'string' || !/^[A-Za-z]{3,9}, /.test(at)) return undefined;
  const told = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  const seconds = Math.ceil((Date.parse(at) - (Number.isNaN(told) ? nowMs : told)) / 1000);
  return seconds > 0 && seconds <= 999_999_999 ? seconds : undefined;
}

/** Success answers carry a wait of 0, which is no limit. */
function positive(value: number | undefined): number | undefined {
  return value === 0 ? undefined : value;
}

/** The host that a Location header names, relative to the address that was asked; its path may hold a ticket. */
export function redirectHostOf(
  location: string | readonly string[] | undefined,
  asked: string,
): string | undefined {
  const text = typeof location === 'string' ? location : location?.[0];
  return text !== undefined && URL.canParse(text, asked) ? new URL(text, asked).host : undefined;
}
