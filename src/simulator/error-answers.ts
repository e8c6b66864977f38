import { type Answer, htmlPage } from './exchange.js';
import { element, render } from './markup.js';
import { simpleReturn } from './simple-return.js';

/** HTTP status and text of each code of fact sheet 5.1; statuses marked [U] there are the likely ones. */
const codes: Readonly<Record<number, readonly [status: number, text: string]>> = {
  999: [500, 'Internal error. Please contact customer support.'],
  1901: [400, 'Unrecognized parameter(s): odd'],
  1903: [400, 'Missing required parameter(s): odd'],
  1904: [400, 'Please specify only one of these parameters: a, b'],
  1905: [400, 'parameter id has invalid value: 0 (does not exist)'],
  1907: [400, 'The parameters a and b cannot be combined'],
  1908: [400, 'Request method is incompatible with specified parameter(s)'],
  1920: [409, 'The request is blocked.'],
  1922: [400, 'Please specify at least one of the following: a, b'],
  1959: [409, 'The limit of this API is reached.'],
  1960: [409, 'This API cannot be run again until 1 currently running instance has finished.'],
  1965: [409, 'This API cannot be run again for another 1 seconds.'],
  1966: [409, 'The limit of this API is reached.'],
  1981: [409, 'The same request is being processed.'],
  1999: [503, 'We are performing scheduled maintenance on our system. Please try again later.'],
  2000: [401, 'Bad Login/Password'],
  2001: [200, 'This account has expired.'],
  2002: [401, 'User account is inactive.'],
  2003: [409, 'Registration must be completed before API requests will be processed for this account'],
  2010: [409, 'The module is not licensed.'],
  2011: [409, 'SecurID authentication is required.'],
  2012: [409, 'Your license does not authorize use of this API.'],
  1200: [400, 'The request was not accepted.'],
  15003: [400, 'The scan reference does not exist or the scan is not finished.'],
};

/** Every code that the family `error-<CODE>` answers with. */
export const errorCodes: readonly number[] = Object.keys(codes).map(Number);

/** Seconds that a wait asks for here: short, so that a demo of it is short. */
const waitSec = 1;

const waits: Readonly<Record<number, Readonly<Record<string, number>>>> = {
  1960: { CALLS_TO_FINISH: 1 },
  1965: { SECONDS_TO_WAIT: waitSec },
};

/** Headers of a subscription with two calls at once, both of which run (fact sheet 4.2). */
const bothRun = {
  'X-RateLimit-Limit': '300',
  'X-RateLimit-Window-Sec': '3600',
  'X-Concurrency-Limit-Limit': '2',
  'X-Concurrency-Limit-Running': '2',
};

/** A refusal of rate names its wait, one of concurrency does not. */
const limitHeaders: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  1960: bothRun,
  1965: { 'X-RateLimit-ToWait-Sec': String(waitSec), 'X-RateLimit-Remaining': '0' },
};

/** A refusal of concurrency without a body. */
export function bareBlock(): Answer {
  return { status: 409, headers: bothRun, body: '' };
}

/** An FO answer with a code, as the recorded ones: no XML declaration. */
export function errorAnswer(
  code: number,
  now: number,
  change: { status?: number; text?: string } = {},
): Answer {
  const [status, text] = codes[code] ?? [400, 'The request was not accepted.'];
  const items = waits[code];
  const document = simpleReturn({
    now,
    code,
    text: change.text ?? text,
    ...(items === undefined ? {} : { items }),
  });
  const body = Array.from(document.content, (part) =>
    typeof part === 'string' ? part : render(part, 'plain', '  '),
  ).join('');
  return {
    status: change.status ?? status,
    headers: { 'content-type': 'application/xml', ...limitHeaders[code] },
    body: `<!DOCTYPE SIMPLE_RETURN SYSTEM "https://qualysapi.qg9.apps.qualys.test/api/2.0/simple_return.dtd">\n<SIMPLE_RETURN>\n${body}</SIMPLE_RETURN>\n`,
    code: String(code),
  };
}

/** A 1965 that asks for a longer wait, or names none in its headers. */
export function rateAnswer(
  now: number,
  wait: { readonly seconds: number; readonly header: boolean },
): Answer {
  const document = simpleReturn({
    now,
    code: 1965,
    text: `This API cannot be run again for another ${wait.seconds} seconds.`,
    ...(wait.header ? { items: { SECONDS_TO_WAIT: wait.seconds } } : {}),
  });
  const body = render(element('SIMPLE_RETURN', ...Array.from(document.content)), 'plain');
  return {
    status: 409,
    headers: {
      'content-type': 'application/xml',
      ...(wait.header
        ? { 'X-RateLimit-ToWait-Sec': String(wait.seconds), 'X-RateLimit-Remaining': '0' }
        : {}),
    },
    body,
    code: '1965',
  };
}

/** An answer of the gateway under pressure. */
export function gatewayPressed(): Answer {
  return {
    status: 429,
    headers: {
      'content-type': 'application/json',
      'Retry-After': String(waitSec),
      'X-RateLimit-Remaining': '0',
    },
    body: '{"message":"API rate limit exceeded"}',
  };
}

/** A page of a proxy or gateway in the place of XML. */
export function htmlInstead(status: number): Answer {
  return htmlPage(status, status === 200 ? 'Welcome' : 'Bad Gateway');
}
