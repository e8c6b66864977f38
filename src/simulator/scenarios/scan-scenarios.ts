import { type Account, type HostFate, takeId } from '../accounts/account.js';
import { errorAnswer } from '../error-answers.js';
import { bodyText } from '../exchange.js';
import { serverTime } from '../server-time.js';
import { someFail } from './findings.js';
import { always, call, firstTimes, replaced } from './interceptors.js';
import type { Scenario } from './scenario.js';

/** How the scan ends at a few hosts; it succeeds at all others. */
function fates(...few: readonly (readonly [ip: string, fate: HostFate])[]): (ip: string) => HostFate {
  const map = new Map(few);
  return (ip) => map.get(ip) ?? 'ok';
}

/** Another scan like the newest one, launched by another user. */
function addTwin(account: Account, userLogin: string): void {
  const scan = account.scans.at(-1);
  if (scan === undefined) return;
  const id = takeId(account);
  account.scans.push({ ...scan, id, reference: `${scan.reference}1`, userLogin });
}

const launch = call('scan/compliance', 'launch');
const assetUuids = '6b1f0c52-0d4e-4f4a-9a56-1c2d3e4f5a6b,0e9d8c7b-6a5f-4e3d-8c2b-1a0f9e8d7c6b';

/** What happens to a scan and its hosts. */
export const scanScenarios: readonly Scenario[] = [
  {
    name: 'target-as-uuids',
    title: 'TARGET of the scan list is a list of asset UUIDs, as cloud scans have it',
    intercept: always(call('scan/compliance', 'list'), () => ({
      kind: 'change',
      change: (answer) => ({
        ...answer,
        body: bodyText(answer).replaceAll(/<TARGET>[\s\S]*?<\/TARGET>/g, `<TARGET>${assetUuids}</TARGET>`),
      }),
    })),
  },
  {
    name: 'auth-failure',
    title: 'The scanner cannot log in to any host',
    behaviour: { hostFate: () => 'auth-failed' },
  },
  {
    name: 'insufficient-privileges',
    title: 'The scanner logs in and has too few rights',
    behaviour: { hostFate: () => 'insufficient' },
  },
  {
    name: 'auth-failure-in-range',
    title: 'Login fails on 10.20.30.41-10.20.30.42, written as a range; rights lack on .43',
    behaviour: {
      hostFate: fates(
        ['10.20.30.41', 'auth-failed'],
        ['10.20.30.42', 'auth-failed'],
        ['10.20.30.43', 'insufficient'],
      ),
      authShape: 'ranges',
    },
  },
  {
    name: 'auth-failure-in-list',
    title: 'Login fails on 10.20.30.41 and .44, written as a list without elements',
    behaviour: {
      hostFate: fates(['10.20.30.41', 'auth-failed'], ['10.20.30.44', 'auth-failed']),
      authShape: 'plain-list',
    },
  },
  {
    name: 'auth-instance',
    title: 'Addresses in AUTHENTICATION carry instances',
    behaviour: { hostFate: fates(['10.20.30.41', 'auth-failed']), authShape: 'with-instance' },
  },
  {
    name: 'database-auth-failure',
    title: 'Login to the operating system works, to the Oracle database it fails',
    behaviour: { otherAuthFailed: true },
  },
  {
    name: 'not-attempted',
    title: 'Hosts are alive, and in no list of the authentication',
    behaviour: { hostFate: () => 'not-attempted', hasAuthentication: false },
  },
  {
    name: 'one-not-attempted',
    title: '10.20.30.42 is alive, and in no list of the authentication',
    behaviour: { hostFate: fates(['10.20.30.42', 'not-attempted']) },
  },
  {
    name: 'host-not-alive',
    title: 'No host answers',
    behaviour: { hostFate: () => 'not-alive' },
  },
  {
    name: 'part-not-alive',
    title: '10.20.30.44 does not answer, all others do',
    behaviour: { hostFate: fates(['10.20.30.44', 'not-alive']) },
  },
  {
    name: 'host-dropped',
    title: '10.20.30.43 is out of scope and dropped at the launch without a word',
    behaviour: { hostFate: fates(['10.20.30.43', 'dropped']) },
  },
  {
    name: 'all-dropped',
    title: 'Every host is out of scope: the launch is refused',
    behaviour: { hostFate: () => 'dropped' },
  },
  {
    name: 'launch-answer-lost',
    title: 'The launch is accepted, its answer is lost',
    intercept: firstTimes(launch, 1, () => ({ kind: 'drop', when: 'after' })),
  },
  {
    name: 'same-title',
    title: 'The answer of the launch is lost, and another user has a scan of the same title',
    behaviour: { afterLaunch: (account) => addTwin(account, 'acme_zd2') },
    intercept: firstTimes(launch, 1, () => ({ kind: 'drop', when: 'after' })),
  },
  {
    name: 'launch-twins',
    title: 'The answer of the launch is lost, and two scans look like it',
    behaviour: { afterLaunch: (account) => addTwin(account, account.username) },
    intercept: firstTimes(launch, 1, () => ({ kind: 'drop', when: 'after' })),
  },
  {
    name: 'launch-lost',
    title: 'The connection breaks before the launch is accepted',
    intercept: firstTimes(launch, 1, () => ({ kind: 'drop', when: 'before' })),
  },
  {
    name: 'launch-lost-invisible',
    title: 'The launch is accepted, its answer is lost, and the scan is not visible for three looks',
    behaviour: { invisibleLooks: 3 },
    intercept: firstTimes(launch, 1, () => ({ kind: 'drop', when: 'after' })),
  },
  {
    name: 'launch-409',
    title: 'The launch meets the limit of calls at once (1960), then it is accepted',
    intercept: firstTimes(launch, 1, () => replaced(errorAnswer(1960, serverTime()))),
  },
  {
    name: 'launch-refused',
    title: 'The launch is refused (1905)',
    intercept: firstTimes(launch, Number.POSITIVE_INFINITY, () => replaced(errorAnswer(1905, serverTime()))),
  },
  {
    name: 'launch-invisible',
    title: 'The scan list does not show the new scan for two looks',
    behaviour: { invisibleLooks: 2 },
  },
  { name: 'scan-error', title: 'The scan ends in Error', behaviour: { scanEnd: 'error' } },
  { name: 'scan-canceled', title: 'Somebody cancels the scan', behaviour: { scanEnd: 'canceled' } },
  { name: 'scan-paused', title: 'The scan is paused and stays so', behaviour: { scanEnd: 'paused' } },
  { name: 'scan-no-host', title: 'The scan is finished with No_Host', behaviour: { scanEnd: 'no-host' } },
  {
    name: 'scan-no-vuln',
    title: 'The scan is finished with No_Vuln, which says nothing here',
    behaviour: { scanEnd: 'no-vuln', findings: someFail },
  },
  { name: 'scan-slow', title: 'The scan never finishes', behaviour: { scanEnd: 'never' } },
  {
    name: 'queued-long',
    title: 'The scan waits in the queue for half a minute',
    behaviour: { queuedSec: 30 },
  },
  {
    name: 'queued-forever',
    title: 'The scan never leaves the queue',
    behaviour: { scanEnd: 'stays-queued' },
  },
  {
    name: 'processed-never',
    title: 'PROCESSED stays 0 although posture is fresh',
    behaviour: { processed: false, findings: someFail },
  },
  {
    name: 'fetch-not-finished',
    title: 'The result cannot be fetched (15003)',
    behaviour: { fetch: 'not-finished' },
  },
  { name: 'no-appendix', title: 'The result has no APPENDIX', behaviour: { fetch: 'no-appendix' } },
];
