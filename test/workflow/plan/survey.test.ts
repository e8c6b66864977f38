import { describe, expect, test } from 'vitest';
import { scanTitle } from '../../../src/config/object-titles.js';
import { jobTitlePattern } from '../../../src/workflow/plan/survey.js';

const template = '[job_name]_jenkins_build_[build_number]';
const nowMs = Date.parse('2026-05-04T09:30:00Z');

describe('titles of scans of the same job are known, whatever build, shard or time', () => {
  test.each([
    ['a usual name', 'payments-api'],
    ['characters of patterns', 'a.b (c) [d] + e* $& $1'],
    ['letters outside ASCII', 'Zahlungen/Prüfung'],
    ['a name that is shortened', `group/${'sub/'.repeat(60)}project`],
    ['a name that fits without a shard alone', 'x'.repeat(214)],
  ])('%s', (_name, jobName) => {
    const pattern = jobTitlePattern({ titleTemplate: template, jobName });
    for (const build of ['7', 'local', '20260504.12'])
      for (const shard of [undefined, { index: 3, total: 8 }])
        expect(
          scanTitle({ template, jobName, build, nowMs, ...(shard === undefined ? {} : { shard }) }),
        ).toMatch(pattern);
  });

  test('those of other jobs are not', () => {
    const pattern = jobTitlePattern({ titleTemplate: template, jobName: 'payments-api' });
    for (const jobName of ['payments-api-v2', 'payments', 'my-payments-api', 'paymentsXapi'])
      expect(scanTitle({ template, jobName, build: '7', nowMs })).not.toMatch(pattern);
  });
});
