import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openWorkplace } from '../support/engine.js';
import { oneHostConfig } from '../support/one-host-config.js';

const github = { GITHUB_ACTIONS: 'true' };
const azure = { TF_BUILD: 'True' };
const gitlab = { GITLAB_CI: 'true' };

function linesThat(text: string, pattern: RegExp): string[] {
  return text.split('\n').filter((line) => pattern.test(line));
}

describe('in GitHub, GitLab and Azure the log is folded into groups', () => {
  test.concurrent.for([
    ['GitHub', github, /^::group::(.*)$/, /^::endgroup::$/],
    ['Azure', azure, /^##\[group\](.*)$/, /^##\[endgroup\]$/],
    [
      'GitLab',
      gitlab,
      /^\u001b\[0Ksection_start:\d+:qualys_pc_\w+\r\u001b\[0K(.*)$/,
      /^\u001b\[0Ksection_end:\d+:qualys_pc_\w+\r\u001b\[0K$/,
    ],
  ] as const)('%s', async ([, env, start, end], { onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    const ran = await place.run([], env);
    expect(ran.code, ran.stderr).toBe(1);
    expect(linesThat(ran.stderr, start).map((line) => start.exec(line)?.[1])).toEqual([
      'Prepare and launch the scan',
      'Wait for the scan',
      'Read and judge the posture',
      'Write the reports',
    ]);
    expect(linesThat(ran.stderr, end)).toHaveLength(4);
    let open = 0;
    for (const line of ran.stderr.split('\n')) {
      open += (start.test(line) ? 1 : 0) - (end.test(line) ? 1 : 0);
      expect([0, 1]).toContain(open);
    }
    const off = await place.run(['--new', '--annotations', 'off'], env);
    expect(linesThat(off.stderr, start)).toEqual([]);
    expect(off.stderr).not.toMatch(/::error|##vso/);
  });
});

describe('the first ten failing controls, or the reason of an end without a verdict, are errors of the CI', () => {
  test.concurrent('failing controls, with `--quiet` too, and `--annotations on` anywhere', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    const ran = await place.run(['--quiet'], github);
    const errors = linesThat(ran.stderr, /./);
    const { failing } = (await place.result()).totals;
    expect(errors).toHaveLength(Math.min(10, failing));
    for (const line of errors)
      expect(line).toMatch(/^::error title=CID \d+%2C \w+::.+ fails on 10\.20\.30\.40(; expected |$)/);
    expect(ran.stderr).toContain('; expected ');
    const inAzure = await place.run(['--new', '--quiet'], azure);
    expect(linesThat(inAzure.stderr, /^##vso\[task\.logissue type=error\]CID \d+, /)).toHaveLength(
      errors.length,
    );
    const anywhere = await place.run(['--new', '--quiet', '--annotations', 'on']);
    expect(anywhere.stderr).toBe(ran.stderr);
  });

  test.concurrent('more than ten failing controls: the tenth line counts the others and says where they stand', async ({
    onTestFinished,
  }) => {
    const config = { scan: { optionProfile: { title: 'Jenkins_Twelve policies' } } };
    const place = await openWorkplace({ scenario: 'demo', config, onTestFinished });
    const ran = await place.start(['--quiet'], github).ended;
    expect(ran.code, ran.stderr).toBe(1);
    const { controls, controlsOmittedBy, totals } = await place.result();
    const failing = controls.filter(({ counts }) => counts === 'fail');
    expect(failing.length).toBeGreaterThan(10);
    const errors = linesThat(ran.stderr, /^::error /);
    expect(errors).toHaveLength(10);
    expect(errors.slice(0, 9).map((line) => Number(/title=CID (\d+)/.exec(line)?.[1]))).toEqual(
      failing.slice(0, 9).map(({ cid }) => cid),
    );
    const left = failing.length - 9 + controlsOmittedBy.fail;
    const rows = totals.failing - failing.slice(0, 9).reduce((sum, group) => sum + group.rows, 0);
    expect(errors[9]).toBe(
      `::error title=More::${left} more controls with ${rows} postures: result.json and controls.jsonl in results have them all.`,
    );
    for (const name of ['result.json', 'controls.jsonl'])
      expect(existsSync(join(place.folder, 'results', name))).toBe(true);
  });

  test.concurrent('of a dozen jobs that end without a verdict ten lines are written, the last for three of them', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'pass', onTestFinished });
    const { url, credentials } = place.simulator;
    const { scan, timeouts, ...account } = oneHostConfig(url, credentials.username);
    const { jobName: _, ...shared } = scan;
    const jobs = Array.from({ length: 12 }, (_none, index) => [
      `job-${index + 10}`,
      { scan: { scanner: `gone-${index + 10}` } },
    ]);
    const config = { ...account, defaults: { scan: shared, timeouts }, jobs: Object.fromEntries(jobs) };
    writeFileSync(join(place.folder, 'qualys-pc.json'), JSON.stringify(config));
    const ran = await place.run(['--quiet'], github);
    expect(ran.code, ran.stderr).toBe(2);
    const errors = linesThat(ran.stderr, /^::error /);
    expect(errors).toHaveLength(10);
    expect(errors.slice(0, 9).map((line) => /job-\d+/.exec(line)?.[0])).toEqual(
      Array.from({ length: 9 }, (_none, index) => `job-${index + 10}`),
    );
    expect(errors[9]).toMatch(/^::error title=More::3 more reasons: result\.json /);
  });

  test.concurrent.for([
    ['a refusal', 'wrong-password', 3],
    ['a scan in error', 'scan-error', 4],
  ] as const)('%s', async ([, scenario, code], { onTestFinished }) => {
    const place = await openWorkplace({ scenario, onTestFinished });
    const ran = await place.run([], github);
    expect(ran.code, ran.stderr).toBe(code);
    expect(linesThat(ran.stderr, /^::error title=.+::.+/)).toHaveLength(1);
  });

  test.concurrent('a config that cannot be used', async ({ onTestFinished }) => {
    const place = await openWorkplace({ onTestFinished });
    writeFileSync(join(place.folder, 'qualys-pc.json'), '{ "version": 2 }');
    expect(linesThat((await place.start([], github).ended).stderr, /^::error title=/)).toHaveLength(1);
    expect(linesThat((await place.start(['--annotations=off'], github).ended).stderr, /^::/)).toEqual([]);
  });
});

describe('`NO_COLOR`, `FORCE_COLOR`, `CLICOLOR_FORCE`, `--color` and `--no-color` hold for both streams', () => {
  test.concurrent('', async ({ onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(1);
    const colours = async (args: readonly string[], env: Readonly<Record<string, string>>) => {
      const { stdout, stderr } = await place.run(args, env);
      return [stderr, stdout].map((text) => text.includes('\u001b['));
    };
    // A run that has ended is printed again by `--resume`, verdict and all, without another scan.
    const again = ['--resume', '--quiet'];
    expect((await colours(again, { FORCE_COLOR: '1' }))[1]).toBe(true);
    expect((await colours(again, { CLICOLOR_FORCE: '1' }))[1]).toBe(true);
    expect((await colours([...again, '--color'], { NO_COLOR: '1' }))[1]).toBe(true);
    expect(await colours([...again, '--no-color'], { FORCE_COLOR: '1', CLICOLOR_FORCE: '1' })).toEqual([
      false,
      false,
    ]);
    expect(await colours(again, { CLICOLOR_FORCE: '0' })).toEqual([false, false]);
    expect(await colours(['--new', '--color'], {})).toEqual([true, true]);
  });
});
