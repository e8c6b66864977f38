import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetGroupTitle, authRecordTitle, scanTitle } from '../../../src/config/object-titles.js';

const nowMs = Date.parse('2026-11-23T09:08:07.999Z');
const parts = {
  template: '[job_name]_jenkins_build_[build_number]',
  jobName: 'payments',
  build: '17',
  nowMs,
};
const anyText = fc.string({ unit: 'grapheme', maxLength: 400 });

describe('scanTitle', () => {
  it('fills the placeholders and appends the UTC time', () => {
    expect(scanTitle(parts)).toBe('payments_jenkins_build_17_2026-11-23-09-08-07');
  });

  it('replaces placeholders without regard to case, each time they occur', () => {
    const template = '[JOB_NAME] [Build_Number] [job_name] [other]';
    expect(scanTitle({ ...parts, template })).toBe('payments 17 payments [other]_2026-11-23-09-08-07');
  });

  it('names the shard before the time', () => {
    expect(scanTitle({ ...parts, shard: { index: 3, total: 8 } })).toBe(
      'payments_jenkins_build_17_shard_3_of_8_2026-11-23-09-08-07',
    );
  });

  it('does not read placeholders that stand in the job name', () => {
    expect(scanTitle({ ...parts, template: '[job_name]', jobName: '[build_number]$&' })).toBe(
      '[build_number]$&_2026-11-23-09-08-07',
    );
  });

  it('keeps the limit by shortening the job name, never the build or the time', () => {
    const title = scanTitle({ ...parts, jobName: 'x'.repeat(400) });
    expect(title).toHaveLength(256);
    expect(title).toMatch(/^x+-[0-9a-f]{8}_jenkins_build_17_2026-11-23-09-08-07$/);
  });

  it('is printable ASCII within 256 characters and ends with the time, whatever the names', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, fc.boolean(), (template, jobName, build, sharded) => {
        const shard = sharded ? { shard: { index: 12, total: 100 } } : {};
        const title = scanTitle({ template, jobName, build, nowMs, ...shard });
        expect(title).toMatch(/^[ -~]{1,256}$/);
        expect(title.endsWith(`${sharded ? '_shard_12_of_100' : ''}_2026-11-23-09-08-07`)).toBe(true);
      }),
    );
  });
});

describe('titles of groups and records', () => {
  it('follow the job name as it stands', () => {
    expect(assetGroupTitle('team/payments api')).toBe('Jenkins_AG_team/payments api');
    expect(authRecordTitle('unix', 'payments')).toBe('Jenkins_unix_payments');
    expect(authRecordTitle('windows', 'payments')).toBe('Jenkins_windows_payments');
  });

  it('spell other letters in ASCII, with a hash that keeps the names apart', () => {
    expect(assetGroupTitle('Größe')).toMatch(/^Jenkins_AG_Grosse-[0-9a-f]{8}$/);
    expect(assetGroupTitle('Grosse')).toBe('Jenkins_AG_Grosse');
    expect(assetGroupTitle('支払い')).not.toBe(assetGroupTitle('給料日'));
  });

  it('keep prefix and limit whatever the job name, and never make one of two names', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        const title = authRecordTitle('windows', one);
        expect(title).toMatch(/^Jenkins_windows_[ -~]{0,239}$/);
        if (one !== other) expect(authRecordTitle('windows', other)).not.toBe(title);
      }),
    );
    const long = 'x'.repeat(300);
    expect(assetGroupTitle(`${long}1`)).not.toBe(assetGroupTitle(`${long}2`));
    expect(assetGroupTitle(long)).toHaveLength(255);
  });
});
