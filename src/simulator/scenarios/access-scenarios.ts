import { bareBlock, errorAnswer, gatewayPressed, htmlInstead, rateAnswer } from '../error-answers.js';
import { serverTime } from '../server-time.js';
import {
  always,
  anyCompliance,
  anyFo,
  call,
  firstOfEach,
  firstTimes,
  isGateway,
  replaced,
} from './interceptors.js';
import type { Scenario } from './scenario.js';

function everyFo(code: number, status?: number): NonNullable<Scenario['intercept']> {
  return always(anyFo, () =>
    replaced(errorAnswer(code, serverTime(), status === undefined ? {} : { status })),
  );
}

/** A noticeable delay, in milliseconds. */
const slowMs = 700;

/** Longer than any timeout of a client, in milliseconds. */
const silentMs = 600_000;

const posture = call('compliance/posture/info', 'list');

/** Logins, licences, limits and outages. */
export const accessScenarios: readonly Scenario[] = [
  {
    name: 'wrong-password',
    title: 'The password is not the right one',
    arrange: (account) => {
      account.password = 'changed yesterday';
    },
  },
  { name: 'expired-account', title: 'The account has expired: 200 with 2001', intercept: everyFo(2001) },
  { name: 'inactive', title: 'The account is inactive (2002)', intercept: everyFo(2002) },
  { name: 'eula', title: 'The registration is not complete (2003)', intercept: everyFo(2003) },
  { name: 'securid', title: 'The account needs SecurID (2011)', intercept: everyFo(2011) },
  { name: 'no-api', title: 'The licence does not cover the API (2012)', intercept: everyFo(2012) },
  {
    name: 'no-pc-module',
    title: 'The subscription has no Policy Compliance',
    arrange: (account) => {
      account.modules = ['VM', 'VM SCANNER', 'PCI', 'PC SCANNER', 'PAF'];
    },
    intercept: always(anyCompliance, () => replaced(errorAnswer(2012, serverTime()))),
  },
  {
    name: 'gateway-blocked',
    title: 'The gateway cannot be reached, the API server can',
    intercept: always(isGateway, () => ({ kind: 'drop', when: 'before' })),
  },
  {
    name: 'gateway-silent',
    title: 'The gateway takes the connection and never answers',
    intercept: always(isGateway, () => ({ kind: 'delay', ms: silentMs })),
  },
  {
    name: 'gateway-404',
    title: 'The gateway knows no /auth',
    intercept: always(isGateway, () => replaced({ ...htmlInstead(404), status: 404 })),
  },
  {
    name: 'gateway-429',
    title: 'The gateway is under pressure',
    intercept: always(isGateway, () => replaced(gatewayPressed())),
  },
  {
    name: 'maintenance',
    title: 'Scheduled maintenance (503, 1999)',
    intercept: everyFo(1999),
  },
  {
    name: 'html-answers',
    title: 'HTML pages in the place of XML',
    intercept: always(anyFo, () => replaced(htmlInstead(200))),
  },
  {
    name: 'bad-gateway',
    title: 'Each call is answered with an HTML 502 once, then as it should be',
    intercept: firstOfEach(
      (request) => anyFo(request) && request.action === 'list',
      () => replaced(htmlInstead(502)),
    ),
  },
  {
    name: 'empty-body',
    title: 'Answers with nothing in them',
    intercept: always(anyFo, () =>
      replaced({ status: 200, headers: { 'content-type': 'text/xml' }, body: '' }),
    ),
  },
  {
    name: 'redirect-other-host',
    title: 'A redirect to a maintenance page on another host',
    intercept: always(anyFo, () =>
      replaced({ status: 302, headers: { location: 'https://maintenance.qualys.test/' }, body: '' }),
    ),
  },
  {
    name: 'slow-answers',
    title: 'Every answer takes its time',
    intercept: always(
      () => true,
      () => ({ kind: 'delay', ms: slowMs }),
    ),
  },
  {
    name: 'rate-limit',
    title: 'Each list is blocked once by the hourly limit (1965) and says how long to wait',
    intercept: firstOfEach(
      (request) => anyFo(request) && request.action === 'list',
      () => replaced(rateAnswer(serverTime(), { seconds: 1, header: true })),
    ),
  },
  {
    name: 'rate-limit-no-header',
    title: 'The policy list is blocked once by the hourly limit (1965), the wait stands in the text alone',
    intercept: firstTimes(call('compliance/policy', 'list'), 1, () =>
      replaced(rateAnswer(serverTime(), { seconds: 1, header: false })),
    ),
  },
  {
    name: 'rate-limit-long',
    title: 'The hourly limit is used up for days',
    intercept: always(anyFo, () => replaced(rateAnswer(serverTime(), { seconds: 200_000, header: true }))),
  },
  {
    name: 'concurrency',
    title: 'Each call meets the limit of calls at once (1960) once',
    intercept: firstOfEach(anyFo, () => replaced(errorAnswer(1960, serverTime()))),
  },
  {
    name: 'blocked-409-bare',
    title: 'Each list is answered with a 409 once that has no body and no wait: the limit of calls at once',
    intercept: firstOfEach(
      (request) => anyFo(request) && request.action === 'list',
      () => replaced(bareBlock()),
    ),
  },
  {
    name: 'enterprise',
    title: 'Limits of a larger service level: 5 at once, 750 an hour',
    behaviour: { limits: { perWindow: 750, windowSec: 3600, atOnce: 5, by: 'path' } },
  },
  {
    name: 'limits-per-action',
    title: 'Limits count actions apart, one call at once',
    behaviour: { limits: { perWindow: 300, windowSec: 3600, atOnce: 1, by: 'action' } },
  },
  {
    name: 'posture-reset',
    title: 'The connection breaks in the middle of the first posture answer',
    intercept: firstTimes(posture, 1, () => ({ kind: 'drop', when: 'body' })),
  },
];
