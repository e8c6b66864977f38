import type { Problem } from '../../config/problem.js';
import type { Config } from '../../config/schema.js';
import { credentialsIds } from '../jenkins-credentials.js';
import { groovyCannotHold } from '../quote/groovy.js';
import { refusal } from '../refusal.js';
import { pluginCriteria } from './plugin-criteria.js';
import { pluginMinutes } from './plugin-minutes.js';
import { pluginPlatform } from './plugin-platform.js';
import { pluginProfile } from './plugin-profile.js';
import { pluginTarget } from './plugin-target.js';
import { configPaths, orderedArguments, type StepArguments } from './step-parameters.js';

const isProblem = (value: object): value is Problem => 'problem' in value;

function proxyArguments(config: Config): StepArguments | Problem {
  if (config.proxy === undefined) return { useProxy: false, proxyPort: 0 };
  const { host, port, username, password } = config.proxy;
  if (!/^[A-Za-z0-9._-]+$/.test(host)) {
    return refusal(
      'proxy.host',
      'The plugin takes a proxy by a plain host name or an IPv4 address only',
      'Name it so, or choose the format "jenkins", which runs qualys-pc itself.',
    );
  }
  const needsLogin =
    username !== undefined || password !== undefined || config.jenkins?.proxyCredentialsId !== undefined;
  return {
    useProxy: true,
    proxyServer: host,
    proxyPort: port,
    ...(needsLogin ? { proxyCredentialsId: credentialsIds(config).proxy } : {}),
  };
}

function authArguments(config: Config): StepArguments | Problem {
  const record = config.scan.authRecord;
  if (record === undefined) return { createAuthRecord: false };
  if (record.password === undefined && config.jenkins?.hostCredentialsId === undefined) {
    return refusal(
      'scan.authRecord',
      "The plugin always writes the record's user and password, and the config has no password",
      'Set jenkins.hostCredentialsId to the Jenkins credential of the host, or take authRecord out.',
    );
  }
  return {
    createAuthRecord: true,
    unixAndWindowsCredentials: record.platform,
    unixAndWindowsCredentialsId: credentialsIds(config).host,
  };
}

function otherProblems(config: Config): Problem[] {
  const scanner = config.scan.scanner ?? 'External';
  return [
    ...(config.network === undefined
      ? []
      : [
          refusal(
            'network',
            'The plugin knows no networks',
            'Take network out, or choose the format "jenkins".',
          ),
        ]),
    ...(config.scan.target.type === 'ec2' && scanner === 'External'
      ? [
          refusal(
            'scan.scanner',
            'EC2 instances need a scanner appliance',
            'Name one; "qualys-pc list scanners" shows them.',
          ),
        ]
      : []),
    ...(['pollingInterval', 'timeout'] as const).flatMap((key) =>
      pluginMinutes(config.timeouts[key]) === undefined
        ? [
            refusal(
              `timeouts.${key}`,
              `"${config.timeouts[key]}" is no duration`,
              'Write minutes, for example "60*2".',
            ),
          ]
        : [],
    ),
  ];
}

/** Everything the plugin's form would write for this config, or every reason why it cannot. */
export function pluginArguments(config: Config): {
  readonly values: StepArguments;
  readonly refusals: readonly Problem[];
} {
  const criteria = pluginCriteria(config.criteria);
  const parts = [
    pluginPlatform(config),
    proxyArguments(config),
    pluginTarget(config.scan.target),
    authArguments(config),
    pluginProfile(config),
  ];
  const values: StepArguments = Object.assign(
    {
      credsId: credentialsIds(config).api,
      scanName: config.scan.title,
      scannerName: config.scan.scanner ?? 'External',
      pollingInterval: pluginMinutes(config.timeouts.pollingInterval)?.minutes,
      vulnsTimeout: pluginMinutes(config.timeouts.timeout)?.minutes,
    },
    ...parts.filter((part) => !isProblem(part)),
    Array.isArray(criteria) ? {} : criteria,
  );
  const unwritable = orderedArguments(values).flatMap(([name, value]) => {
    const why = typeof value === 'string' ? groovyCannotHold(value) : undefined;
    if (why === undefined) return [];
    return [
      refusal(
        configPaths[name],
        `The value of "${name}" cannot be written in Groovy: ${why}.`,
        'Rename it in Qualys.',
      ),
    ];
  });
  return {
    values,
    refusals: [
      ...parts.filter(isProblem),
      ...(Array.isArray(criteria) ? criteria : []),
      ...otherProblems(config),
      ...unwritable,
    ],
  };
}
