import { SCAN_TITLE_LIMIT } from '../../config/object-titles.js';
import { parseDuration } from '../../config/values/duration.js';
import { configPaths } from '../jenkins-plugin/step-parameters.js';
import { readCriteria } from './read-criteria.js';
import { readPlatform, readProxy } from './read-platform.js';
import { readProfile } from './read-profile.js';
import { readTarget } from './read-target.js';
import type { ImportedConfig, ImportedStep, StepReader } from './step-reader.js';

/** Ids of Jenkins credentials; the plugin reads those of proxy and host only when these are on. */
function readJenkins(
  step: StepReader,
  on: { proxy: boolean; host: boolean },
): Pick<ImportedConfig, 'jenkins'> {
  const credentialsId = step.text('credsId');
  const proxyCredentialsId = on.proxy ? step.text('proxyCredentialsId') : undefined;
  const hostCredentialsId = on.host ? step.text('unixAndWindowsCredentialsId') : undefined;
  if (credentialsId === undefined && !step.has('credsId')) {
    step.lint('credentials-missing', {
      problem: 'The step names no credential for Qualys, so the plugin fails.',
      advice: 'qualys-pc takes user and password from QUALYS_USERNAME and QUALYS_PASSWORD, or the config.',
    });
  }
  if ([credentialsId, proxyCredentialsId, hostCredentialsId].every((id) => id === undefined)) return {};
  return {
    jenkins: { credentialsId, proxyCredentialsId, hostCredentialsId },
  };
}

/** Required paths of the config that the step left open. */
function missingIn({ platform, apiServer, scan }: ImportedConfig): string[] {
  const { target, authRecord, optionProfile, scanner } = scan;
  return [
    ...(platform === undefined ? ['platform'] : []),
    ...(platform === 'PCP' && apiServer === undefined ? ['apiServer'] : []),
    ...(target === undefined ? ['scan.target'] : []),
    ...(target?.type === 'ec2' && target.instanceIds === undefined ? ['scan.target.instanceIds'] : []),
    ...(target?.type === 'ec2' && target.connector?.id === undefined && target.connector?.name === undefined
      ? ['scan.target.connector']
      : []),
    ...(target?.type === 'ec2' && scanner === undefined ? ['scan.scanner'] : []),
    ...(authRecord !== undefined && authRecord.platform === undefined ? ['scan.authRecord.platform'] : []),
    ...(optionProfile === undefined ? ['scan.optionProfile'] : []),
  ];
}

/** Login and password of Qualys, the passwords that the config refers to, and targets that are variables. */
function variablesOf({ proxy, scan }: ImportedConfig): string[] {
  const { target, authRecord } = scan;
  const named = (target?.type === 'host' ? target.ips : target?.instanceIds) ?? [];
  return [
    'QUALYS_USERNAME',
    'QUALYS_PASSWORD',
    ...(proxy?.password === undefined ? [] : ['QUALYS_PROXY_USERNAME', proxy.password.slice('env:'.length)]),
    ...(authRecord?.password === undefined
      ? []
      : ['QUALYS_HOST_USERNAME', authRecord.password.slice('env:'.length)]),
    ...named.flatMap((part) => (part.startsWith('env.') ? [part.slice('env.'.length)] : [])),
  ];
}

/** Turns a step into the config that means the same, with remarks about errors and surprises in it. */
export function stepConfig(step: StepReader): ImportedStep {
  const platform = readPlatform(step);
  const proxy = readProxy(step);
  const title = readTitle(step);
  const target = readTarget(step);
  const authRecord = readAuthRecord(step);
  const scanner = readScanner(step, target);
  const profile = readProfile(step);
  const criteria = readCriteria(step);
  const written: ImportedConfig = {
    version: 1,
    ...platform,
    ...proxy,
    scan: { title, target, authRecord, scanner, ...profile },
    criteria,
    ...readTimeouts(step),
    ...readJenkins(step, { proxy: proxy.proxy !== undefined, host: authRecord !== undefined }),
  };
  const byPlace = (a: { line: number; column: number }, b: { line: number; column: number }): number =>
    a.line - b.line || a.column - b.column;
  const lost = step.unknown.filter(({ keptAs }) => keptAs === undefined).map(({ parameter }) => parameter);
  return {
    ...step.place,
    written,
    missing: [
      ...new Set([...missingIn(written), ...[...lost, ...step.withheld].map((name) => configPaths[name])]),
    ],
    variables: variablesOf(written),
    lints: step.lints.toSorted(byPlace),
    unknown: step.unknown.toSorted(byPlace),
  };
}

/** Jenkins' variables that the title has placeholders for. */
const placeholders = new Map([
  ['JOB_NAME', '[job_name]'],
  ['BUILD_NUMBER', '[build_number]'],
]);

const defaultTitle = '[job_name]_jenkins_build_[build_number]';

/** The scan's title, unless it is the default; variables of the job and the build become the placeholders that mean the same. */
function readTitle(step: StepReader): string | undefined {
  const parts = step.parts('scanName');
  const known = parts?.map((part) => (typeof part === 'string' ? part : placeholders.get(part.variable)));
  if (known === undefined || known.some((part) => part === undefined)) return step.text('scanName');
  const title = known.join('').trim();
  if (title === '' || title === defaultTitle) return undefined;
  if (parts?.some((part) => typeof part === 'object') === true) step.reportUnknown('scanName', title);
  if (title.length > SCAN_TITLE_LIMIT) {
    step.lint('title-long', {
      at: 'scanName',
      problem: `The title is longer than ${SCAN_TITLE_LIMIT} characters, which the plugin's form refuses.`,
      advice: 'Shorten scan.title.',
    });
  }
  return title;
}

type AuthRecord = NonNullable<ImportedConfig['scan']['authRecord']>;

/** The auth record, when `createAuthRecord` is on; its user stays in Jenkins' credential. */
function readAuthRecord(step: StepReader): AuthRecord | undefined {
  if (!step.flag('createAuthRecord')) return undefined;
  const platform = step.text('unixAndWindowsCredentials')?.toLowerCase();
  const hasCredential = step.text('unixAndWindowsCredentialsId') !== undefined;
  if (!hasCredential && !step.has('unixAndWindowsCredentialsId')) {
    step.lint('host-credential-missing', {
      at: 'createAuthRecord',
      problem: 'createAuthRecord is on and no credential of the host is named, so the plugin fails.',
      advice: 'Fill in scan.authRecord in the config.',
    });
  }
  if (platform !== 'unix' && platform !== 'windows') {
    if (platform !== undefined || !step.has('unixAndWindowsCredentials')) {
      step.lint('auth-platform', {
        at: 'unixAndWindowsCredentials',
        problem: 'unixAndWindowsCredentials is neither "unix" nor "windows".',
        advice: 'Fill in scan.authRecord.platform in the config.',
      });
    }
    return { password: 'env:QUALYS_HOST_PASSWORD' };
  }
  return { platform, password: 'env:QUALYS_HOST_PASSWORD' };
}

type Target = ImportedConfig['scan']['target'];

/** Addresses of private networks (RFC 1918). */
const privateAddress = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/;

/** The scanner; absent means External. */
function readScanner(step: StepReader, target: Target): string | undefined {
  const scanner = step.text('scannerName');
  const isExternal =
    (scanner ?? 'External') === 'External' && (scanner !== undefined || !step.has('scannerName'));
  if (isExternal && target?.type === 'ec2') {
    step.lint('external-ec2', {
      at: 'scannerName',
      problem: 'The external scanners cannot scan EC2 instances behind a connector.',
      advice: 'Fill in scan.scanner; "qualys-pc list scanners" shows the appliances.',
    });
    return undefined;
  }
  if (isExternal && target?.type === 'host' && target.ips?.some((ip) => privateAddress.test(ip))) {
    step.lint('external-private', {
      at: 'scannerName',
      problem: 'The external scanners do not reach a private address.',
      advice: 'Set scan.scanner to an appliance in that network.',
    });
  }
  return scanner;
}

const minute = 60_000;
const shortestTimeout = 10 * minute;
const longestTimeout = 24 * 60 * minute;

/** A duration that can be read, with its length. */
function durationOf(
  step: StepReader,
  name: 'pollingInterval' | 'vulnsTimeout',
): { readonly text: string; readonly ms: number } | undefined {
  const text = step.text(name);
  if (text === undefined) return undefined;
  const ms = parseDuration(text);
  if (typeof ms === 'number') return { text, ms };
  step.lint('timeout-odd', {
    at: name,
    problem: `The argument "${name}" is no number of minutes.`,
    advice: 'The config uses the default.',
  });
  return undefined;
}

/** Polling interval and timeout; absurd values are kept and reported. */
function readTimeouts(step: StepReader): Pick<ImportedConfig, 'timeouts'> {
  const polling = durationOf(step, 'pollingInterval');
  const timeout = durationOf(step, 'vulnsTimeout');
  if (timeout !== undefined && (timeout.ms < shortestTimeout || timeout.ms > longestTimeout)) {
    step.lint('timeout-absurd', {
      at: 'vulnsTimeout',
      problem: `The timeout is ${timeout.ms < shortestTimeout ? 'shorter than a scan takes' : 'longer than a day'}.`,
      advice: 'Set timeouts.timeout to what your scans take, for example "60*2".',
    });
  }
  if (polling !== undefined && polling.ms > (timeout?.ms ?? 120 * minute)) {
    step.lint('polling-absurd', {
      at: 'pollingInterval',
      problem: 'The polling interval is longer than the timeout.',
      advice: 'Set timeouts.pollingInterval to minutes, for example "2".',
    });
  }
  if (polling === undefined && timeout === undefined) return {};
  return {
    timeouts: { pollingInterval: polling?.text, timeout: timeout?.text },
  };
}
