import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/schema.js';
import { snippetFormats } from '../../src/snippet/formats.js';
import { readPoliciesText } from '../../src/snippet/jenkins-plugin/encodings.js';
import { jenkinsPlugin } from '../../src/snippet/jenkins-plugin/jenkins-plugin.js';
import { pluginArguments } from '../../src/snippet/jenkins-plugin/plugin-arguments.js';
import { describeNeeding } from '../support/needs.js';
import { ec2Config, hostConfig, read } from './configs.js';
import { type GroovyCall, type GroovyResult, runGroovy } from './groovy/run-groovy.js';
import { hostileConfig } from './hostile-config.js';

const jenkinsFormats = snippetFormats.filter(({ name }) => name.startsWith('jenkins'));

const callsOf = (result: GroovyResult | undefined, name: string): readonly unknown[][] =>
  (result?.calls ?? []).filter((call: GroovyCall) => call.name === name).map(({ args }) => [...args]);

describeNeeding('groovy', 'generated Jenkinsfiles in Groovy', () => {
  describe('Generated Jenkinsfiles compile in real Groovy and, run with a stub of the pipeline DSL, hand exactly the configured values to the step', () => {
    test('the plugin step of a host gets every parameter of the form', async () => {
      const { text } = jenkinsPlugin.emit(read(hostConfig), {});
      const [result] = await runGroovy([{ text }]);
      expect(callsOf(result, 'qualysPolicyComplianceScanner')).toEqual([
        [
          {
            platform: 'US_PLATFORM_2',
            credsId: 'qualys-api',
            useProxy: false,
            proxyPort: 0,
            scanName: '[job_name]_jenkins_build_[build_number]',
            useHost: true,
            hostIp: '10.20.30.40',
            useEc2: false,
            runConnector: false,
            createAuthRecord: true,
            unixAndWindowsCredentials: 'unix',
            unixAndWindowsCredentialsId: 'qualys-host',
            scannerName: 'edge-scan-01',
            optionProfile:
              '{"optionProfileName":"Jenkins_Baseline","optionProfileID":"9001","policyDetails":{"CIS Debian 12":"11","Acme Hardening <base> & \\"more\\"":"12"}}',
            selectedPolicies: '11::CIS Debian 12,,12::Acme Hardening <base> & "more"',
            failByStateAndCriticality: true,
            stateFail: true,
            stateError: false,
            stateExceptions: false,
            criticalityUrgent: true,
            criticalityCritical: true,
            criticalitySerious: true,
            criticalityMedium: false,
            criticalityMinimal: false,
            failByAuth: false,
            excludedCriteria: true,
            excludedCids: '1141,1145,1146,1147,1148,1149,1150,2201',
            pollingInterval: '2',
            vulnsTimeout: '60*2',
          },
        ],
      ]);
    });

    test.each([
      ['jenkins', hostConfig],
      ['jenkins-scripted', ec2Config],
      ['jenkins-matrix', ec2Config],
    ])('%s binds the credentials by id and passes no secret to the shell', async (name, written) => {
      const format = jenkinsFormats.find((one) => one.name === name);
      const [result] = await runGroovy([{ text: format?.emit(read(written), {}).text ?? '' }]);
      expect(result?.problem).toBeUndefined();
      const bindings = callsOf(result, 'usernamePassword').flat();
      expect(bindings[0]).toMatchObject({ credentialsId: 'qualys-api', usernameVariable: 'QUALYS_USERNAME' });
      const scripts = callsOf(result, 'sh').flat();
      expect(scripts.length).toBeGreaterThan(0);
      expect(JSON.stringify(scripts)).not.toMatch(/PASSWORD"?\$|\$\{?QUALYS_|credentials/);
    });

    describe('exit codes', () => {
      const endings = [
        [0, undefined, 0],
        [6, undefined, 1],
        [1, 'failed by the criteria (exit code 1)', 0],
        [4, 'inconclusive (exit code 4)', 0],
        [5, 'the scan is left running (exit code 5)', 0],
        [143, 'stopped (exit code 143)', 0],
      ] as const;
      const formats = jenkinsFormats.filter(({ needs }) => needs.program);
      let results: GroovyResult[] = [];
      beforeAll(async () => {
        results = await runGroovy(
          endings.flatMap(([code]) =>
            formats.map(({ emit }) => ({ text: emit(read(hostConfig), { shards: 3 }).text, code })),
          ),
        );
      });

      test.each(endings)('exit code %i ends the build as it should', (code, problem, unstable) => {
        const first = endings.findIndex((ending) => ending[0] === code) * formats.length;
        for (const result of results.slice(first, first + formats.length)) {
          if (problem === undefined) expect(result.problem).toBeUndefined();
          else expect(result.problem).toContain(problem);
          expect(callsOf(result, 'unstable')).toHaveLength(unstable);
        }
      });
    });
  });

  describe('arbitrary titles, names and CIDs survive config -> jenkins-plugin -> Groovy -> values, or are refused with a reason', () => {
    const samples: Config[] = fc.sample(hostileConfig, { numRuns: 400, seed: 20_260 });
    const emitted = samples.map((config) => ({ config, snippet: jenkinsPlugin.emit(config, {}) }));
    const written = emitted.filter(({ snippet }) => snippet.refusals.length === 0);
    let results: GroovyResult[] = [];
    beforeAll(async () => {
      results = await runGroovy(written.map(({ snippet }) => ({ text: snippet.text })));
    });

    test('many of the samples are written and many refused, each refusal with a way out', () => {
      expect(written.length).toBeGreaterThan(80);
      expect(written.length).toBeLessThan(samples.length);
      for (const { snippet } of emitted) {
        expect(snippet.refusals.every(({ problem, fix }) => problem !== '' && fix !== '')).toBe(true);
        expect(snippet.text === '').toBe(snippet.refusals.length > 0);
      }
    });

    test('never a changed value, never code injected', () => {
      for (const [index, { config }] of written.entries()) {
        const result = results[index];
        expect(result?.problem).toBeUndefined();
        expect(result?.calls?.map(({ name }) => name)).toEqual([
          'pipeline',
          'agent',
          'stages',
          'stage',
          'options',
          'timeout',
          'steps',
          'qualysPolicyComplianceScanner',
        ]);
        const [values] = (result?.calls?.at(-1)?.args ?? []) as [Record<string, string>];
        expect(values).toEqual(pluginArguments(config).values);
        expect(JSON.parse(values.optionProfile ?? '').optionProfileName).toBe(
          config.scan.optionProfile.title,
        );
        expect(readPoliciesText(values.selectedPolicies ?? '')).toEqual(config.scan.policies);
        expect(values.scanName).toBe(config.scan.title);
        expect(values.scannerName).toBe(config.scan.scanner);
        if (config.scan.target.type === 'ec2') {
          const { name, id, accountId } = config.scan.target.connector ?? {};
          expect(Object.entries(JSON.parse(values.ec2ConnDetails ?? ''))).toEqual([
            [name, { awsAccountId: accountId, id }],
          ]);
        }
      }
    });
  });

  test('credential ids of hostile text reach withCredentials unchanged', async () => {
    const configs = fc
      .sample(hostileConfig, { numRuns: 60, seed: 7 })
      .filter((config) => config.jenkins?.credentialsId !== undefined);
    const cases = configs.flatMap((config) =>
      jenkinsFormats
        .filter(({ needs }) => needs.program)
        .map(({ emit }) => ({ config, snippet: emit(config, {}) }))
        .filter(({ snippet }) => snippet.refusals.length === 0),
    );
    expect(cases.length).toBeGreaterThan(20);
    const results = await runGroovy(cases.map(({ snippet }) => ({ text: snippet.text })));
    for (const [index, { config }] of cases.entries()) {
      expect(results[index]?.problem).toBeUndefined();
      expect(callsOf(results[index], 'usernamePassword')[0]).toEqual([
        expect.objectContaining({ credentialsId: config.jenkins?.credentialsId }),
      ]);
    }
  });
});
