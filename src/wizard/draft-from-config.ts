import type { WrittenConfig } from '../config/schema.js';
import { findPlatform } from '../qualys/platforms.js';
import { type Draft, defaultTitle, emptyDraft } from './draft.js';

/** A draft with every answer that a config file has, for `--config FILE`. */
export function draftFromConfig(config: WrittenConfig): Draft {
  const { scan, timeouts, proxy } = config;
  return {
    ...emptyDraft,
    platform: findPlatform(config.platform)?.id ?? config.platform,
    apiServer: config.apiServer ?? '',
    username: config.credentials?.username ?? '',
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
  if (target.type === 'host') return { targetKind: 'host', ips: target.ips.join(', ') };
  return {
    targetKind: 'ec2',
    instanceIds: target.instanceIds.join(', '),
    connector: target.connector,
    runConnector: target.runConnector ?? false,
  };
}

function authAnswers(record: WrittenConfig['scan']['authRecord']): Partial<Draft> {
  if (record === undefined) return {};
  return {
    authKind: record.platform,
    authUsername: record.username,
    authDomain: record.domain ?? '',
    authKeepsPassword: record.password === undefined,
  };
}

function criteriaAnswers(criteria: WrittenConfig['criteria']): Partial<Draft> {
  return {
    failStates: criteria?.failOn?.states ?? [],
    failCriticalities: criteria?.failOn?.criticalities ?? [],
    failOnAuthFailure: criteria?.failOnAuthFailure ?? false,
    exclusions: (criteria?.exclude ?? []).map(({ cids, reason, expires }) => ({
      cids: String(cids),
      reason: reason ?? '',
      expires: expires ?? '',
    })),
  };
}
