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

/** The host was worse, or better, when it was scanned three days ago. */
export const urgentFails: readonly Finding[] = [{ cid: 1141, status: 'Failed' }];
