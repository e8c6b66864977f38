import { findPlatform } from '../qualys/platforms.js';
import { sha256 } from '../text/sha256.js';
import type { Config } from './schema.js';
import { CidSet, parseCids } from './values/cid-set.js';

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/** The list as a set: order and repetition mean nothing. */
function unordered(list: readonly Json[] | undefined): Json {
  return list && [...new Set(list.map(canonical))].sort();
}

/** JSON with sorted keys and without undefined values. */
function canonical(value: Json): string {
  if (value === undefined || value === null || typeof value !== 'object')
    return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value as { readonly [key: string]: Json })
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
}

function selectionOf(selection: NonNullable<Config['criteria']>['failOn']): Json {
  return (
    selection && {
      states: unordered(selection.states),
      criticalities: unordered(selection.criticalities),
    }
  );
}

function criteriaOf(criteria: Config['criteria']): Json {
  return (
    criteria && {
      failOn: selectionOf(criteria.failOn),
      warnOn: selectionOf(criteria.warnOn),
      failOnAuthFailure: criteria.failOnAuthFailure,
      exclude: unordered(criteria.exclude.map((entry) => ({ ...entry, cids: cidsOf(entry.cids) }))),
      baseline: criteria.baseline,
    }
  );
}

function cidsOf(text: string): string {
  const cids = parseCids(text);
  return cids instanceof CidSet ? cids.toString() : text;
}

function targetOf(target: Config['scan']['target']): Json {
  return target.type === 'host'
    ? { ...target, ips: unordered(target.ips), assetGroups: unordered(target.assetGroups) }
    : {
        ...target,
        instanceIds: unordered(target.instanceIds),
        connectors: unordered(target.connectors),
      };
}

/**
 * Names what a config asks of Qualys: account, scan and criteria. Secrets, and how the run gets there (proxy,
 * timeouts, reports, Jenkins ids), are left out, so that the shards of one scan and a resumed run agree
 * (docs/decisions/0300-config-digest.md).
 */
export function configDigest(config: Config): string {
  const { authRecord, target, policies, ...scan } = config.scan;
  const asked: Json = {
    platform: findPlatform(config.platform)?.id ?? config.platform,
    apiServer: config.apiServer,
    gateway: config.gateway,
    network: config.network,
    username: config.credentials?.username,
    clientId: config.credentials?.clientId,
    scan: {
      ...scan,
      target: targetOf(target),
      authRecord: authRecord && { ...authRecord, password: undefined },
      policies: unordered(policies),
    },
    criteria: criteriaOf(config.criteria),
  };
  return `sha256:${sha256(canonical(asked))}`;
}
