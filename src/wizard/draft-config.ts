import type { WrittenConfig } from '../config/schema.js';
import { findPlatform } from '../qualys/platforms.js';
import { baseIsOn, type Draft, defaultTitle, emptyDraft, serverText } from './draft.js';
import { parseProxy, readInstanceIds, readIps } from './typed-text.js';

const noBase: Partial<WrittenConfig> = {};

type Written<Key extends keyof WrittenConfig> = NonNullable<WrittenConfig[Key]>;

/**
 * The config file of a draft. Texts stay as they were typed, secrets become references, and what the wizard does
 * not ask comes from the file that the draft was opened with. An unfinished draft gives a config that does not
 * pass the schema; ask the steps' checks before.
 */
export function configFromDraft(draft: Draft): WrittenConfig {
  const { apiServer, gateway, credentials: _, proxy: __, criteria: ___, ...base } = draft.base ?? noBase;
  const sameServer = baseIsOn(draft) && (apiServer ?? '') === serverText(draft);
  return {
    ...base,
    version: 1,
    platform: draft.platform as WrittenConfig['platform'],
    ...(serverText(draft) === '' ? {} : { apiServer: serverText(draft) }),
    ...(sameServer && gateway !== undefined ? { gateway } : {}),
    ...optional('credentials', credentialsOf(draft)),
    ...optional('proxy', proxyOf(draft)),
    scan: scanOf(draft),
    ...optional('criteria', criteriaOf(draft)),
    timeouts: {
      ...optional('onTimeout', draft.base?.timeouts?.onTimeout),
      pollingInterval: draft.pollingInterval.trim(),
      timeout: draft.timeout.trim(),
    },
  };
}

/** The login of the file where it is the same one; its secret may be kept elsewhere than ours would be. */
function credentialsOf(draft: Draft): WrittenConfig['credentials'] {
  const before = draft.base?.credentials;
  const isSameKind = loginKindOf(before) === draft.loginKind;
  const username = draft.username.trim();
  const clientId = draft.clientId.trim();
  switch (draft.loginKind) {
    case 'password':
      if (username === '') return isSameKind ? before : undefined;
      return isSameKind && before?.username === username
        ? before
        : { username, password: 'env:QUALYS_PASSWORD' };
    case 'client': {
      const { clientLevel: level } = draft;
      if (isSameKind && (before?.clientId ?? '') === clientId && (before?.level ?? 'user') === level)
        return before;
      return {
        clientId,
        clientSecret: 'env:QUALYS_CLIENT_SECRET',
        ...(level === 'user' ? {} : { level }),
      };
    }
    case 'token':
      return isSameKind ? before : { token: 'env:QUALYS_TOKEN' };
  }
}

function loginKindOf(credentials: WrittenConfig['credentials']): Draft['loginKind'] {
  const { clientId, clientSecret, level, token } = credentials ?? {};
  if (token !== undefined) return 'token';
  return clientId !== undefined || clientSecret !== undefined || level !== undefined ? 'client' : 'password';
}

function proxyOf({ proxy, proxyUsername, base }: Draft): WrittenConfig['proxy'] {
  if (proxy.trim() === '') return undefined;
  const address = parseProxy(proxy);
  if (typeof address === 'string') return undefined;
  const username = proxyUsername.trim();
  if (username === '') return address;
  const same = base?.proxy?.username === username;
  const password = same ? base?.proxy?.password : 'env:QUALYS_PROXY_PASSWORD';
  return { ...address, username, ...optional('password', password) };
}

function scanOf(draft: Draft): Written<'scan'> {
  const { jobName: _, authRecord: __, policies: ___, ...rest } = draft.base?.scan ?? {};
  return {
    ...rest,
    title: draft.title.trim(),
    ...(draft.jobName.trim() === '' ? {} : { jobName: draft.jobName.trim() }),
    target: targetOf(draft),
    ...optional('authRecord', authRecordOf(draft)),
    scanner: draft.scanner.trim(),
    optionProfile: draft.optionProfile ?? {},
    ...(draft.policies === 'all' ? {} : { policies: draft.policies }),
  };
}

function targetOf(draft: Draft): Written<'scan'>['target'] {
  const before = draft.base?.scan.target;
  const requireAll =
    before?.type === draft.targetKind && before.requireAll !== undefined
      ? { requireAll: before.requireAll }
      : {};
  if (draft.targetKind === 'host') {
    const ips = [...readIps(draft.ips).parts];
    // Asset groups are not asked for here: they stay as the file has them, until addresses are typed.
    const groups = before?.type === 'host' && ips.length === 0 ? before.assetGroups : undefined;
    return groups === undefined
      ? { type: 'host', ips, ...requireAll }
      : { type: 'host', assetGroups: groups, ...requireAll };
  }
  const instanceIds = [...readInstanceIds(draft.instanceIds).parts];
  const known = before?.type === 'ec2' ? before : undefined;
  // Neither of these is asked for here: each stays as the file has it, until something else is answered.
  const running = instanceIds.length === 0 ? known?.instances : undefined;
  const connectors = draft.connector === undefined ? known?.connectors : undefined;
  return {
    type: 'ec2',
    ...(running === undefined ? { instanceIds } : { instances: running, ...optional('tag', known?.tag) }),
    ...(connectors === undefined ? { connector: draft.connector ?? {} } : { connectors }),
    runConnector: draft.runConnector,
    ...requireAll,
  };
}

function authRecordOf(draft: Draft): Written<'scan'>['authRecord'] {
  if (draft.authKind === 'none') return undefined;
  if (draft.authKind === 'existing') {
    const { title = '', platform } = draft.authExisting ?? {};
    return { existing: title, ...optional('platform', platform) };
  }
  const domain = draft.authKind === 'windows' ? draft.authDomain.trim() : '';
  const password = draft.base?.scan.authRecord?.password ?? 'env:QUALYS_HOST_PASSWORD';
  return {
    platform: draft.authKind,
    username: draft.authUsername.trim(),
    ...(draft.authKeepsPassword ? {} : { password }),
    ...(domain === '' ? {} : { domain }),
  };
}

/** Without any state or criticality there is no `failOn`; with nothing at all no criteria: the scan has no gate. */
function criteriaOf(draft: Draft): WrittenConfig['criteria'] {
  const before = draft.base?.criteria;
  const { failOn: _, exclude: __, failOnAuthFailure: ___, ...rest } = before ?? {};
  const gate = draft.failStates.length > 0 || draft.failCriticalities.length > 0;
  const exclude = draft.exclusions.filter(({ cids }) => cids.trim() !== '');
  if (before === undefined && !gate && !draft.failOnAuthFailure && exclude.length === 0) return undefined;
  return {
    ...rest,
    ...(gate ? { failOn: { states: draft.failStates, criticalities: draft.failCriticalities } } : {}),
    failOnAuthFailure: draft.failOnAuthFailure,
    exclude: exclude.map(({ cids, reason, expires, policy, technology, instance }) => ({
      cids: cids.trim(),
      ...optional('policy', policy),
      ...optional('technology', technology),
      ...optional('instance', instance),
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      ...(expires.trim() === '' ? {} : { expires: expires.trim() }),
    })),
  };
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value });
}

/** A draft with every answer that a config file has, for `--config FILE`. */
export function draftFromConfig(config: WrittenConfig): Draft {
  const { scan, timeouts, proxy } = config;
  return {
    ...emptyDraft,
    platform: findPlatform(config.platform)?.id ?? config.platform,
    apiServer: config.apiServer ?? '',
    loginKind: loginKindOf(config.credentials),
    username: config.credentials?.username ?? '',
    clientId: config.credentials?.clientId ?? '',
    clientLevel: config.credentials?.level ?? 'user',
    proxy: proxy === undefined ? '' : `${proxy.host}:${proxy.port}`,
    proxyUsername: proxy?.username ?? '',
    ...targetAnswers(scan.target),
    title: scan.title ?? defaultTitle,
    jobName: scan.jobName ?? '',
    ...authAnswers(scan.authRecord),
    scanner: scan.scanner ?? 'External',
    optionProfile: scan.optionProfile,
    policies: scan.policies ?? 'all',
    ...criteriaAnswers(config.criteria),
    pollingInterval: String(timeouts?.pollingInterval ?? emptyDraft.pollingInterval),
    timeout: String(timeouts?.timeout ?? emptyDraft.timeout),
    base: config,
  };
}

function targetAnswers(target: WrittenConfig['scan']['target']): Partial<Draft> {
  if (target.type === 'host') return { targetKind: 'host', ips: (target.ips ?? []).join(', ') };
  return {
    targetKind: 'ec2',
    instanceIds: (target.instanceIds ?? []).join(', '),
    connector: target.connector,
    runConnector: target.runConnector ?? false,
  };
}

function authAnswers(record: WrittenConfig['scan']['authRecord']): Partial<Draft> {
  if (record?.existing !== undefined)
    return {
      authKind: 'existing',
      authExisting: { title: record.existing, ...optional('platform', record.platform) },
    };
  if (record?.platform === undefined) return {};
  return {
    authKind: record.platform,
    authUsername: record.username ?? '',
    authDomain: record.domain ?? '',
    authKeepsPassword: record.password === undefined,
  };
}

function criteriaAnswers(criteria: WrittenConfig['criteria']): Partial<Draft> {
  return {
    failStates: criteria?.failOn?.states ?? [],
    failCriticalities: criteria?.failOn?.criticalities ?? [],
    failOnAuthFailure: criteria?.failOnAuthFailure ?? false,
    exclusions: (criteria?.exclude ?? []).map(({ cids, reason, expires, ...limits }) => ({
      ...limits,
      cids: String(cids),
      reason: reason ?? '',
      expires: expires ?? '',
    })),
  };
}

/** Variables that a pipeline must set for this config, in the order in which a run needs them. */
export function requiredEnvironment({ credentials, proxy, scan }: WrittenConfig): readonly string[] {
  const { password, clientSecret, token } = credentials ?? {};
  const references = [password, clientSecret, token, proxy?.password, scan.authRecord?.password];
  const secrets = references.flatMap((reference) => /^env:(.+)$/.exec(reference ?? '')?.[1] ?? []);
  const targets = (scan.target.type === 'host' ? scan.target.ips : scan.target.instanceIds) ?? [];
  const inTargets = targets.flatMap((target) => /^env\.(.+)$/.exec(target)?.[1] ?? []);
  return [...new Set([...secrets, ...inTargets])];
}
