import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PcError } from '../../../src/errors.js';
import { importJenkinsfile } from '../../../src/snippet/import/import-jenkinsfile.js';
import type { ImportedStep } from '../../../src/snippet/import/step-reader.js';
import { hostileText } from '../hostile-text.js';

const folder = new URL('../jenkinsfiles/', import.meta.url);
const filesIn = (kind: 'good' | 'broken'): string[] =>
  readdirSync(new URL(`${kind}/`, folder)).map((name) => name.replace('.Jenkinsfile', ''));
const textOf = (kind: 'good' | 'broken', name: string): string =>
  readFileSync(new URL(`${kind}/${name}.Jenkinsfile`, folder), 'utf8');

/** What a person is told of a step, short enough to read in a table: `code@line`. */
const told = ({ lints }: { readonly lints: readonly { code: string; line: number }[] }): string =>
  lints.map(({ code, line }) => `${code}@${line}`).join(' ');

interface Expected {
  readonly written: object;
  readonly lints?: string;
  readonly fileLints?: string;
  readonly missing?: readonly string[];
  readonly unknown?: readonly string[];
}

const usual = {
  platform: 'US1',
  scan: {
    target: { type: 'host', ips: ['10.0.0.1'] },
    scanner: 'edge',
    optionProfile: { id: '5', title: 'Jenkins_G' },
    policies: [{ id: '6', title: 'P' }],
  },
} as const;
const gated = { ...usual, criteria: { failOnAuthFailure: true } } as const;

const good: Readonly<Record<string, Expected>> = {
  'declarative-parentheses': {
    written: {
      version: 1,
      platform: 'US3',
      scan: {
        target: { type: 'host', ips: ['10.113.195.136'] },
        scanner: 'edge-scan-01',
        optionProfile: { id: '11223344', title: 'Jenkins_OP' },
        policies: [{ id: '5001', title: 'CIS Ubuntu' }],
      },
      criteria: { failOn: { states: ['fail'], criticalities: ['urgent'] }, failOnAuthFailure: true },
      timeouts: { pollingInterval: '5', timeout: '60*24' },
      jenkins: { credentialsId: 'qualys-prod' },
    },
  },
  'declarative-no-parentheses': {
    written: { platform: 'EU1', scan: { target: { ips: ['192.0.2.7'] } }, timeouts: { timeout: '60*2' } },
  },
  'bare-over-several-lines': {
    written: {
      platform: 'EU2',
      scan: { optionProfile: { title: 'Jenkins_B' } },
      criteria: { failOnAuthFailure: true },
    },
  },
  'scripted-double-quotes': {
    written: {
      platform: 'IN1',
      scan: {
        scanner: 'scan "one"',
        optionProfile: { id: '77', title: 'Jenkins_Quoted "x"' },
        policies: [{ id: '12', title: "It's $5 \\ more" }],
      },
    },
  },
  'class-form': {
    written: { criteria: { failOn: { states: ['fail', 'error'], criticalities: ['urgent', 'critical'] } } },
    lints: 'class-form@2',
  },
  'class-form-full-name': { written: { scan: { target: { ips: ['10.1.1.2'] } } }, lints: 'class-form@3' },
  'map-argument': { written: { platform: 'CA1', jenkins: { credentialsId: 'q' } } },
  'environment-literal': { written: { scan: { target: { ips: ['env.HOST_IP'] } } } },
  'environment-interpolated': {
    written: {
      scan: {
        title: '[job_name]_pc_[build_number]',
        target: {
          instanceIds: ['env.INSTANCE_ID'],
          connector: { id: '1401', name: 'prod ü', accountId: '012345678901' },
          runConnector: true,
        },
      },
    },
    unknown: [
      'ec2Id: env.INSTANCE_ID -> env.INSTANCE_ID',
      'scanName: env.JOB_NAME, BUILD_NUMBER -> [job_name]_pc_[build_number]',
    ],
  },
  'parameters-and-locals': {
    written: { scan: { target: { ips: ['env.TARGET_IP'] } }, timeouts: { pollingInterval: '2*1' } },
    missing: [
      'platform',
      'scan.optionProfile',
      'scan.scanner',
      'scan.policies',
      'criteria.failOnAuthFailure',
      'timeouts.timeout',
      'jenkins.credentialsId',
    ],
    unknown: [
      'platform: params.PLATFORM',
      'credsId: CREDS',
      'hostIp: params.TARGET_IP -> env.TARGET_IP',
      'scannerName: HOST',
      'optionProfile: profile',
      'selectedPolicies: policies.collect, it.id, it.title',
      'vulnsTimeout: ',
      'failByAuth: isRelease, env.BRANCH_NAME',
    ],
  },
  'portal-url-as-server': { written: { ...gated, platform: 'US2' }, lints: 'portal-url@2' },
  'private-cloud-with-proxy': {
    written: {
      platform: 'PCP',
      apiServer: 'https://qualysapi.acme.example',
      proxy: { host: 'proxy.acme.test', port: 8080, password: 'env:QUALYS_PROXY_PASSWORD' },
      scan: { authRecord: { platform: 'windows', password: 'env:QUALYS_HOST_PASSWORD' } },
      jenkins: { credentialsId: 'q', proxyCredentialsId: 'proxy-login', hostCredentialsId: 'win-host' },
    },
    lints: 'proxy-scheme@3',
  },
  'proxy-off-and-server-unused': { written: gated, lints: 'api-server-unused@2 proxy-off@3' },
  'no-criteria': { written: usual, lints: 'criteria-off@2 no-criteria@2 exclusion-off@4' },
  'criteria-empty-exclusion-ranges': {
    written: { criteria: { failOnAuthFailure: true, exclude: [{ cids: '1141, 1145-1150' }] } },
    lints: 'criteria-empty@4 exclusion-exact@4',
  },
  'exceptions-state': {
    written: { criteria: { failOn: { states: ['exceptions'], criticalities: ['minimal'] } } },
    lints: 'auth-failure-passes@2 exceptions-count@4 exclusion-odd@4',
  },
  'absurd-timeouts': {
    written: { timeouts: { pollingInterval: '90', timeout: '1' } },
    lints: 'polling-absurd@4 timeout-absurd@4',
  },
  'unreadable-timeouts': { written: { timeouts: { timeout: '120' } }, lints: 'timeout-odd@4' },
  'secrets-in-the-text': { written: gated, fileLints: 'secret-in-text@4 secret-in-text@9 secret-in-text@10' },
  'external-for-ec2': {
    written: { scan: { target: { instanceIds: ['i-0abc1234def567890'], connector: {} } } },
    lints: 'external-ec2@2 profile-name@3 policies-missing@3',
    missing: ['scan.target.connector', 'scan.scanner'],
  },
  'connector-placeholder': {
    written: { scan: { policies: [{ id: 'CIS' }, { id: '7', title: 'Other' }] } },
    lints: 'connector-missing@3 json-unreadable@4 policies-odd@4',
    missing: ['scan.target.connector', 'scan.optionProfile'],
  },
  'wrong-kinds-and-names': {
    written: { ...gated, proxy: { host: 'proxy.acme.test', port: 3128 } },
    lints: 'wrong-kind@2 unknown-argument@2 wrong-kind@3 unknown-argument@3 argument-twice@3',
    fileLints: 'secret-in-text@3',
  },
  'empty-step': {
    written: { version: 1, scan: {} },
    lints:
      'platform-missing@2 target-missing@2 profile-missing@2 policies-missing@2 no-criteria@2 credentials-missing@2',
    missing: ['platform', 'scan.target', 'scan.optionProfile'],
  },
  'arguments-in-a-variable': {
    written: { version: 1, scan: {} },
    lints: 'arguments-unknown@3',
    missing: ['platform', 'scan.target', 'scan.optionProfile'],
  },
  'both-targets-and-several-hosts': {
    written: {
      platform: 'PCP',
      scan: { target: { type: 'host', ips: ['10.0.0.1', '10.0.0.2-10.0.0.4'] }, scanner: 'External' },
    },
    lints: 'api-server-missing@2 target-several@2 target-both@2 external-private@2',
    missing: ['apiServer'],
  },
  'mentions-and-comments': { written: { scan: { optionProfile: { title: 'Jenkins_Dollar' } } } },
  'windows-line-ends': { written: { scan: { optionProfile: { id: '5', title: 'Jenkins_Windows lines' } } } },
};

const broken: Readonly<Record<string, RegExp>> = {
  'string-not-closed': /^Jenkinsfile:2:43 opens a string with ' that is not closed/,
  'triple-string-not-closed': /^Jenkinsfile:2:43 opens a string with """ that is not closed/,
  'parenthesis-not-closed': /^Jenkinsfile:3:1 closes with "}" what line 2, column 32 opened with "\("/,
  'brace-not-closed': /^Jenkinsfile:1:6 opens a "{" that is not closed/,
  'one-parenthesis-too-many': /^Jenkinsfile:2:59 closes with "\)" what line 1, column 6 opened with "{"/,
  'comma-missing': /^Jenkinsfile:3:5 begins the argument "credsId" and no comma stands before it/,
  'comma-too-many': /^Jenkinsfile:2:61 follows a comma that has no argument before it/,
  'value-missing': /^Jenkinsfile:2:33 names the argument "platform" without a value/,
  'comment-not-closed': /^Jenkinsfile:2:3 opens a comment that is not closed/,
  'unknown-escape': /^Jenkinsfile:2:46 holds "\\d", which is no escape of Groovy/,
  'interpolation-not-closed': /^Jenkinsfile:2:51 opens a string with " that is not closed/,
  'a-job-as-xml': /^Jenkinsfile holds no post-build step of the plugin/,
  'no-step': /^Jenkinsfile holds no qualysPolicyComplianceScanner step/,
  'empty-file': /^Jenkinsfile holds no qualysPolicyComplianceScanner step/,
};

function onlyStep(name: string): ImportedStep & { readonly fileLints: string } {
  const { steps, lints } = importJenkinsfile(textOf('good', name));
  const [step] = steps;
  if (step === undefined || steps.length > 1) throw new Error(`${steps.length} steps`);
  return { ...step, fileLints: told({ lints }) };
}

describe('Import of at least thirty hand-written Jenkinsfiles of different shapes, good and broken; a broken one names line and column', () => {
  test('every file of the folder is in the tables, and they are more than thirty', () => {
    expect(filesIn('good').toSorted()).toEqual([...Object.keys(good), 'several-steps'].toSorted());
    expect(filesIn('broken').toSorted()).toEqual(Object.keys(broken).toSorted());
    expect(filesIn('good').length + filesIn('broken').length).toBeGreaterThanOrEqual(30);
  });

  test.each(Object.entries(good))('%s', (name, expected) => {
    const step = onlyStep(name);
    expect(step.written).toMatchObject(expected.written);
    expect(told(step)).toBe(expected.lints ?? '');
    expect(step.fileLints).toBe(expected.fileLints ?? '');
    expect(step.missing).toEqual(expected.missing ?? []);
    expect(
      step.unknown.map(
        ({ parameter, names, keptAs }) =>
          `${parameter}: ${names.join(', ')}${keptAs === undefined ? '' : ` -> ${keptAs}`}`,
      ),
    ).toEqual(expected.unknown ?? []);
  });

  test('several steps keep their order and their places', () => {
    const { steps } = importJenkinsfile(textOf('good', 'several-steps'));
    expect(steps.map(({ line, column, written }) => [line, column, written.scan.target])).toEqual([
      [7, 11, { type: 'host', ips: ['10.0.0.1'] }],
      [10, 11, { type: 'host', ips: ['10.0.0.2'] }],
    ]);
  });

  test.each(Object.entries(broken))('%s', (name, message) => {
    expect(() => importJenkinsfile(textOf('broken', name))).toThrow(message);
  });
});

test('no remark repeats a secret that it found', () => {
  for (const name of filesIn('good')) {
    const { steps, lints } = importJenkinsfile(textOf('good', name));
    expect(JSON.stringify([steps, lints])).not.toContain('hunter2');
  }
});

test('any text is read or refused with a PcError, never a crash', () => {
  const start = fc.constantFrom(
    '',
    'qualysPolicyComplianceScanner(',
    'step([$class: "PCScanNotifier", ',
    'qualysPolicyComplianceScanner ',
  );
  const text = fc
    .tuple(start, fc.array(hostileText, { maxLength: 12 }))
    .map(([head, rest]) => head + rest.join(' '));
  fc.assert(
    fc.property(text, (jenkinsfile) => {
      try {
        expect(importJenkinsfile(jenkinsfile).steps.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(PcError);
      }
    }),
    { numRuns: 2000 },
  );
});

test.each(['(', '[', '{', '"${'])('a text that nests %j ten thousand times is refused', (opening) => {
  expect(() => importJenkinsfile(`qualysPolicyComplianceScanner(${opening.repeat(10_000)}`)).toThrow(PcError);
});
