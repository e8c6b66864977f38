import { configPaths } from '../jenkins-plugin/step-parameters.js';
import type { ImportedConfig, ImportedStep } from './imported-step.js';
import { readAuthRecord } from './read-auth-record.js';
import { readCriteria } from './read-criteria.js';
import { readPlatform } from './read-platform.js';
import { readProfile } from './read-profile.js';
import { readProxy } from './read-proxy.js';
import { readScanner } from './read-scanner.js';
import { readTarget } from './read-target.js';
import { readTimeouts } from './read-timeouts.js';
import { readTitle } from './read-title.js';
import type { StepReader } from './step-reader.js';

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
    jenkins: {
      ...(credentialsId === undefined ? {} : { credentialsId }),
      ...(proxyCredentialsId === undefined ? {} : { proxyCredentialsId }),
      ...(hostCredentialsId === undefined ? {} : { hostCredentialsId }),
    },
  };
}

/** What a config needs and a step may not say. */
function missingIn({ platform, apiServer, proxy, scan, jenkins }: ImportedConfig): string[] {
  const { target, authRecord, optionProfile, scanner } = scan;
  return [
    ...(platform === undefined ? ['platform'] : []),
    ...(platform === 'PCP' && apiServer === undefined ? ['apiServer'] : []),
    ...(proxy !== undefined && jenkins?.proxyCredentialsId !== undefined ? ['proxy.username'] : []),
    ...(target === undefined ? ['scan.target'] : []),
    ...(target?.type === 'ec2' && target.connector.id === undefined && target.connector.name === undefined
      ? ['scan.target.connector']
      : []),
    ...(target?.type === 'ec2' && scanner === undefined ? ['scan.scanner'] : []),
    ...(authRecord !== undefined && authRecord.platform === undefined ? ['scan.authRecord.platform'] : []),
    ...(authRecord !== undefined && authRecord.username === undefined ? ['scan.authRecord.username'] : []),
    ...(optionProfile === undefined ? ['scan.optionProfile'] : []),
  ];
}

/** Turns a step into the config that means the same, with everything odd about it said. */
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
    scan: {
      ...(title === undefined ? {} : { title }),
      ...(target === undefined ? {} : { target }),
      ...(authRecord === undefined ? {} : { authRecord }),
      ...(scanner === undefined ? {} : { scanner }),
      ...profile,
    },
    ...(criteria === undefined ? {} : { criteria }),
    ...readTimeouts(step),
    ...readJenkins(step, { proxy: proxy.proxy !== undefined, host: authRecord !== undefined }),
  };
  const byPlace = (a: { line: number; column: number }, b: { line: number; column: number }): number =>
    a.line - b.line || a.column - b.column;
  const lost = step.unknown.filter(({ keptAs }) => keptAs === undefined);
  return {
    ...step.place,
    written,
    missing: [...new Set([...missingIn(written), ...lost.map(({ parameter }) => configPaths[parameter])])],
    lints: step.lints.toSorted(byPlace),
    unknown: step.unknown.toSorted(byPlace),
  };
}
