import { cidsOfFamilies } from '../accounts/control-catalogue.js';
import type { Finding } from '../behaviour.js';

/** Some listed controls fail, one cannot be evaluated: on a plain Linux host 5 failed, 1 error, 10 passed of 16. */
export const someFail: readonly Finding[] = [
  { cid: 1141, status: 'Failed' },
  { cid: 11411, status: 'Failed', noCause: true },
  { cid: 411, status: 'Failed' },
  { cid: 141, status: 'Error' },
  { cid: 2211, status: 'Failed' },
  { cid: 2214, status: 'Failed' },
];

/** The host was worse when it was scanned three days ago. */
export const urgentFails: readonly Finding[] = [{ cid: 1141, status: 'Failed' }];

/** Medium ones of the large benchmarks, every third; the criticalities above them all pass. */
function minorOnes(): Finding[] {
  return cidsOfFamilies('kernel modules', 'partitions', 'audit rules', 'Windows audit')
    .filter((_cid, index) => index % 3 === 1)
    .map((cid) => ({ cid, status: 'Failed' }));
}

/** Failures of medium and minimal controls, an error, an approved exception, and one urgent failure (1141). */
export const demoFindings: readonly Finding[] = [
  { cid: 1141, status: 'Failed' },
  { cid: 1142, status: 'Failed' },
  { cid: 411, status: 'Failed' },
  { cid: 2213, status: 'Failed' },
  { cid: 2214, status: 'Failed' },
  { cid: 1146, status: 'Failed', exception: { status: 'Approved', ends: '2099-06-30T00:00:00Z' } },
  { cid: 10_512, status: 'Error' },
  ...minorOnes(),
];
