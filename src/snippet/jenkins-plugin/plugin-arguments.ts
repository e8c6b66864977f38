import { type Problem, refusal } from '../../config/problem.js';
import type { Config } from '../../config/schema.js';
import { parseCids } from '../../config/values/cid-set.js';
import { findPlatform } from '../../qualys/platforms.js';
import { credentialsIds } from '../formats/jenkins-parts.js';
import { groovyCannotHold } from '../quote.js';
import { pluginMinutes } from './encodings.js';
import { pluginProfile, pluginTarget } from './plugin-target.js';
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
  if (record.existing !== undefined || record.platform === undefined) {
    return refusal(
      'scan.authRecord.existing',
      'The plugin makes a record of its own and cannot name one that exists',
      'Take authRecord out and add the IPs to the record in Qualys, or choose the format "jenkins".',
    );
  }
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

/** All arguments that the plugin's form would write for this config, or all reasons why it cannot. */
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

/** The pattern of the plugin's own form (PCScanNotifier, URL_REGEX). */
const acceptedServer = /^https:\/\/qualysapi\.[-a-zA-Z0-9+&@#/%?=~_|!:,.;]*[-a-zA-Z0-9+&@#/%=~_|]$/;

function originOf(server: string): string | undefined {
  try {
    return new URL(server).origin;
  } catch {
    return undefined;
  }
}

/** `platform` and `apiServer`: a cloud that the plugin does not know becomes a private one with its API server. */
function pluginPlatform(config: Config): Pick<StepArguments, 'platform' | 'apiServer'> | Problem {
  const cloud = findPlatform(config.platform);
  const cloudServer = cloud === undefined ? undefined : `https://${cloud.apiServer}`;
  const server = config.apiServer === undefined ? cloudServer : originOf(config.apiServer);
  if (cloud?.pluginId !== undefined && server === cloudServer) return { platform: cloud.pluginId };
  if (server === undefined || !acceptedServer.test(server)) {
    return refusal(
      'apiServer',
      'The plugin takes only API servers whose address begins with "https://qualysapi."',
      'Name such a server, or choose the format "jenkins", which runs qualys-pc itself.',
    );
  }
  return { platform: 'PCP', apiServer: server };
}

/** Most CIDs that are written out one by one, for a step that stays readable. */
const mostCids = 2_000;

/** All excluded CIDs in one list, ranges written out: the plugin compares text and knows no ranges (fact sheet 21, 39). */
function excludedCids(criteria: NonNullable<Config['criteria']>): string | Problem {
  const lists = criteria.exclude.map(({ cids }) => cids);
  if (lists.length === 0) return '';
  const set = parseCids(lists.join(','));
  if (typeof set === 'string') {
    return refusal('criteria.exclude', `The excluded CIDs cannot be read: ${set}`, 'Correct the list.');
  }
  if (set.count > mostCids) {
    return refusal(
      'criteria.exclude',
      `The plugin knows no ranges, and ${set.count} excluded CIDs are too many to write out`,
      'Exclude fewer, or choose the format "jenkins", which runs qualys-pc itself.',
    );
  }
  return set.expand(mostCids).join(',');
}

/** The arguments that decide whether a build fails. */
function pluginCriteria(criteria: Config['criteria']): StepArguments | readonly Problem[] {
  const cids = criteria === undefined ? '' : excludedCids(criteria);
  const problems = [
    ...(criteria?.warnOn === undefined
      ? []
      : [
          refusal(
            'criteria.warnOn',
            'The plugin knows no warnings',
            'Take warnOn out, or choose the format "jenkins".',
          ),
        ]),
    ...(criteria?.exclude.some(({ policy, technology, instance }) => policy ?? technology ?? instance) !==
    true
      ? []
      : [
          refusal(
            'criteria.exclude',
            'The plugin excludes a CID everywhere, not only of a policy, technology or instance',
            'Exclude it everywhere, or choose the format "jenkins".',
          ),
        ]),
    ...(criteria?.baseline === undefined
      ? []
      : [
          refusal(
            'criteria.baseline',
            'The plugin knows no baseline',
            'Take it out, or choose the format "jenkins".',
          ),
        ]),
    ...(typeof cids === 'string' ? [] : [cids]),
  ];
  if (problems.length > 0 || typeof cids !== 'string') return problems;
  const { failOn } = criteria ?? {};
  const states = failOn?.states ?? [];
  const criticalities = failOn?.criticalities ?? [];
  return {
    failByStateAndCriticality: failOn !== undefined,
    stateFail: states.includes('fail'),
    stateError: states.includes('error'),
    stateExceptions: states.includes('exceptions'),
    criticalityUrgent: criticalities.includes('urgent'),
    criticalityCritical: criticalities.includes('critical'),
    criticalitySerious: criticalities.includes('serious'),
    criticalityMedium: criticalities.includes('medium'),
    criticalityMinimal: criticalities.includes('minimal'),
    failByAuth: criteria?.failOnAuthFailure ?? false,
    excludedCriteria: cids !== '',
    ...(cids === '' ? {} : { excludedCids: cids }),
  };
}
