import { describe, expect, it } from 'vitest';
import { buildNumberFrom, jobNameFrom } from '../../src/config/job-name.js';
import { parsed } from './configs.js';

const jenkins = { JOB_NAME: 'team/payments', BUILD_NUMBER: '17' };
const gitlab = { CI_PROJECT_PATH: 'acme/payments', CI_PIPELINE_IID: '18' };
const github = { GITHUB_REPOSITORY: 'acme/payments', GITHUB_WORKFLOW: 'pc', GITHUB_RUN_NUMBER: '19' };
const azure = {
  SYSTEM_TEAMPROJECT: 'acme',
  BUILD_DEFINITIONNAME: 'nightly',
  BUILD_BUILDNUMBER: '20261123.1',
};

describe('job name and build number', () => {
  it.each([
    [{ ...azure, ...github, ...gitlab, ...jenkins }, 'team/payments', '17'],
    [{ ...azure, ...github, ...gitlab }, 'acme/payments', '18'],
    [{ ...azure, ...github }, 'acme/payments/pc', '19'],
    [azure, 'acme/nightly', '20261123.1'],
  ])('come from Jenkins, GitLab, GitHub and Azure in that order: %j', (env, name, build) => {
    expect(jobNameFrom(parsed({}), env, 'folder')).toEqual({ name, guessed: false });
    expect(buildNumberFrom(env)).toBe(build);
  });

  it('come from the config first', () => {
    const config = parsed({ scan: { jobName: 'mine' } });
    expect(jobNameFrom(config, jenkins, 'folder')).toEqual({ name: 'mine', guessed: false });
  });

  it('are guessed from the folder, and local, when nothing tells', () => {
    const half = { GITHUB_REPOSITORY: 'acme/payments', JOB_NAME: ' ' };
    expect(jobNameFrom(parsed({}), half, 'folder')).toEqual({ name: 'folder', guessed: true });
    expect(jobNameFrom(parsed({}), {}, '')).toEqual({ name: 'qualys-pc', guessed: true });
    expect(buildNumberFrom({})).toBe('local');
  });
});
