import { describe, expect, test } from 'vitest';
import { decideResume, type ResumeInput } from '../../../src/workflow/results/resume-decision.js';
import type { RunState } from '../../../src/workflow/results/run-state.js';

const startedAt = '2026-05-04T09:00:00Z';
const state: RunState = {
  version: 1,
  configDigest: 'sha256:a',
  jobName: 'pay',
  build: '7',
  shard: null,
  startedAt,
  timeoutMs: 7_200_000,
  phase: 'launched',
  title: 'pay_7_2026-05-04-09-00-00',
  intentAt: startedAt,
  reference: 'compliance/1.2',
  scanId: '9',
  launchedAt: null,
  survey: {
    optionProfile: { id: '1', title: 'Jenkins_a' },
    policies: [],
    scanner: 'External',
    ips: '10.0.0.1',
    assetGroupId: '5',
    assetGroupTitle: 'Jenkins_AG_pay',
    authRecord: null,
    connector: null,
    instances: [],
  },
};

const decide = (part: Partial<ResumeInput>, changed: Partial<RunState> = {}) =>
  decideResume({
    state: { ...state, ...changed },
    digest: 'sha256:a',
    jobName: 'pay',
    build: '7',
    shard: null,
    target: '10.0.0.1',
    nowMs: Date.parse(startedAt) + 60_000,
    resume: false,
    forceNew: false,
    freshWords: 'Start a new scan with --new.',
    ...part,
  });

describe('what becomes of an unfinished scan', () => {
  test('a plain run resumes the young state of the same job, build and config, and says so', () => {
    expect(decide({})).toMatchObject({ kind: 'resume', notice: expect.stringContaining('compliance/1.2') });
  });

  test.each([
    ['another build', { build: '8' }, {}],
    ['another config', { digest: 'sha256:b' }, {}],
    [
      'a build that has no number, twice the timeout after the launch',
      { build: 'local', nowMs: Date.parse(startedAt) + 14_400_001 },
      { build: 'local' },
    ],
    ['another shard', {}, { shard: '1/2' }],
    ['another target', { target: '10.0.0.2' }, {}],
  ])('it leaves one of %s alone and reports its reference', (_name, part, changed) => {
    expect(decide(part, changed)).toMatchObject({
      kind: 'fresh',
      notice: expect.stringContaining('compliance/1.2'),
    });
  });

  test.each([
    ['a known build, whatever its age', { nowMs: Date.parse(startedAt) + 9e9 }, {}],
    [
      'a build that has no number, until twice the timeout after the launch',
      { build: 'local', nowMs: Date.parse(startedAt) + 14_399_999 },
      { build: 'local' },
    ],
    [
      'the same, counted from a launch that was sent once more',
      { build: 'local', nowMs: Date.parse(startedAt) + 14_400_001 },
      { build: 'local', sentAgainAt: '2026-05-04T09:03:00Z' },
    ],
  ])('it resumes that of %s', (_name, part, changed) => {
    expect(decide(part, changed)).toMatchObject({ kind: 'resume' });
  });

  test.each(['finished', 'cancelled'] as const)(
    '--resume with a %s state of another build is an ordinary run, and said so',
    (phase) => {
      expect(decide({ resume: true, build: '8', digest: 'sha256:b' }, { phase })).toEqual({
        kind: 'fresh',
        notice: expect.stringMatching(/compliance\/1\.2 of build 7.*build 8/),
      });
    },
  );

  test('--resume of a finished state of this build and another config is refused', () => {
    expect(() => decide({ resume: true, digest: 'sha256:b' }, { phase: 'finished' })).toThrow(
      expect.objectContaining({ kind: 'usage', code: 'state-of-another-config' }),
    );
  });

  test('--resume names the build whose scan it resumes', () => {
    expect(decide({ resume: true, build: '8' })).toMatchObject({
      kind: 'resume',
      notice: expect.stringContaining('build 7'),
    });
  });

  test('--new forces a new scan', () => {
    expect(decide({ forceNew: true }, { phase: 'finished' })).toEqual({ kind: 'fresh' });
  });

  test('--new names the scan that it leaves behind', () => {
    expect(decide({ forceNew: true })).toEqual({
      kind: 'fresh',
      notice: expect.stringContaining('compliance/1.2'),
    });
  });

  test('--resume ignores age and build', () => {
    expect(decide({ resume: true, build: '9', nowMs: Date.parse(startedAt) + 9e9 }).kind).toBe('resume');
  });

  test('--resume goes on with what was not launched yet, and prints the verdict of what is finished', () => {
    expect(decide({ resume: true }, { phase: 'intent', reference: null }).kind).toBe('resume');
    expect(decide({ resume: true }, { phase: 'finished' }).kind).toBe('finished');
  });

  test('--resume without a state is an ordinary run and said so', () => {
    expect(
      decideResume({
        state: undefined,
        digest: 'd',
        jobName: 'pay',
        build: '7',
        shard: null,
        target: '10.0.0.1',
        nowMs: 0,
        resume: true,
        forceNew: false,
        freshWords: '',
      }),
    ).toMatchObject({
      kind: 'fresh',
      notice: expect.stringContaining('no scan to resume'),
    });
  });

  test('--resume of another digest is refused', () => {
    expect(() => decide({ resume: true, digest: 'sha256:b' })).toThrow(
      expect.objectContaining({ kind: 'usage', code: 'state-of-another-config' }),
    );
  });

  test('--resume of another target is refused', () => {
    expect(() => decide({ resume: true, target: '10.0.0.2' })).toThrow(
      expect.objectContaining({ kind: 'usage', code: 'state-of-another-target' }),
    );
  });

  test('an EC2 target is known by its instances, whatever addresses they have', () => {
    const instances = ['i-2', 'i-1'].map((id) => ({ id, ip: null, state: 'RUNNING', region: null }));
    const connector = { id: '1', name: 'prod', accountId: null };
    const survey = { ...state.survey, connector, instances };
    expect(decide({ target: 'i-1,i-2' }, { survey }).kind).toBe('resume');
    expect(decide({ target: 'i-1' }, { survey }).kind).toBe('fresh');
  });

  test('a finished or cancelled scan is in nobody’s way', () => {
    expect(decide({}, { phase: 'finished' })).toEqual({ kind: 'fresh' });
    expect(decide({}, { phase: 'cancelled' })).toEqual({ kind: 'fresh' });
  });
});
