import type { Clock } from '../clock.js';
import { PcError } from '../errors.js';
import { VersionChoice } from './api-versions.js';
import { QualysClient } from './client/client.js';
import type { CallEvent } from './client/client-options.js';
import { askClientToken } from './client/login/ask-client-token.js';
import { Authorization } from './client/login/authorization.js';
import type { Login } from './client/login/login.js';
import type { HttpProxy } from './client/proxy.js';
import { Transport } from './client/transport.js';
import { readPosture } from './posture/read-posture.js';
import type { QualysApi } from './qualys-api.js';
import { listAppliances } from './resources/appliances.js';
import {
  addAssetGroup,
  deleteAssetGroup,
  editAssetGroup,
  listAssetGroups,
} from './resources/asset-groups.js';
import { addIps, listPcIps } from './resources/asset-ips.js';
import {
  createAuthRecord,
  deleteAuthRecord,
  findAuthRecord,
  listAuthRecords,
  updateAuthRecord,
} from './resources/auth-records.js';
import { getConnector, listConnectors, runConnector } from './resources/connectors.js';
import { listHosts } from './resources/hosts.js';
import { findInstances, listInstances } from './resources/instances.js';
import { listOptionProfiles } from './resources/option-profiles.js';
import { addGroupToPolicy, listPolicies, removeGroupFromPolicy } from './resources/policies.js';
import { fetchScanResult } from './resources/scan-result.js';
import { cancelScan, type LaunchRequest, listScans, sendLaunch } from './resources/scans.js';
import { testConnection } from './resources/test-connection.js';

export type { CallEvent } from './client/client-options.js';

export interface QualysApiOptions {
  /** `https://host[:port]`, no path. */
  readonly apiServer: string;
  /** Absent where none is known: the connection is then tested on the API server. */
  readonly gateway?: string | undefined;
  /** A private cloud, whose gateway proves no module. */
  readonly isPrivate?: boolean | undefined;
  readonly login: Login;
  /** The proxy for an address. Default: none. */
  readonly proxyFor?: ((url: string) => HttpProxy | undefined) | undefined;
  /** PEM text of extra authorities. */
  readonly ca?: string | undefined;
  readonly userAgent: string;
  /** Most calls at once per endpoint; the account's own limit from the headers always holds. */
  readonly concurrency?: number | undefined;
  readonly networkId?: string | undefined;
  /** Versions by endpoint, for its reads, or by `endpoint.action`, for example `{ policies: '3.0' }`. */
  readonly apiVersions?: Readonly<Record<string, string>> | undefined;
  /** Longer waits are not waited for (fact sheet 4.3), and a call under way ends after this time. */
  readonly remainingMs?: (() => number) | undefined;
  readonly onEvent?: ((event: CallEvent) => void) | undefined;
  readonly clock: Clock;
  /** Folder for rows until their glossary is read. Default: the system's temporary folder. */
  readonly spoolDirectory?: string | undefined;
}

/** Calls that run at once per endpoint unless the config wants more (fact sheet 4.4). */
const usualConcurrency = 2;

/**
 * The API of one account. Nothing is sent before the first method is called.
 * @throws PcError of kind `usage` for an unknown endpoint or version in `apiVersions`.
 */
export function createQualysApi(options: QualysApiOptions): QualysApi {
  const { apiServer, login, gateway, ca, userAgent, clock } = options;
  const { proxyFor = () => undefined } = options;
  const line = {
    proxyFor,
    remainingMs: options.remainingMs ?? (() => Number.POSITIVE_INFINITY),
    onEvent: options.onEvent ?? (() => undefined),
    clock,
    transport: new Transport({ userAgent, proxyFor, ca }),
    random: Math.random,
  };
  const askToken = () => {
    if (login.kind !== 'client' || gateway === undefined) throw gatewayMissing();
    return askClientToken(line, { gateway, login });
  };
  const client = new QualysClient({
    ...line,
    apiServer,
    authorization: new Authorization(login, { askToken, clock }),
    concurrency: Math.max(1, options.concurrency ?? usualConcurrency),
    versions: new VersionChoice(options.apiVersions),
  });
  return apiOf(client, options);
}

function gatewayMissing(): PcError {
  return new PcError('A login by client id needs the gateway, and none is known.', {
    kind: 'usage',
    code: 'gateway-missing',
    next: 'Name it with --gateway, or set gateway in the config.',
  });
}

function apiOf(client: QualysClient, options: QualysApiOptions): QualysApi {
  const { gateway, networkId, spoolDirectory } = options;
  return {
    withSignal: (signal, remainingMs) => apiOf(client.withSignal(signal, remainingMs), options),
    connect: () => testConnection(client, { gateway, isPrivate: options.isPrivate === true }),
    askAgain: () => {
      client.gate.reopen();
      client.options.authorization.reopen();
    },
    listScannerAppliances: () => client.send(listAppliances, undefined),
    listOptionProfiles: () => client.send(listOptionProfiles, undefined),
    listPcIps: (ips) => listPcIps(client, { ips, networkId }),
    addIps: (ips) => addIps(client, { ips, networkId }),
    listHosts: (ips) => listHosts(client, { ips, networkId }),
    listAuthRecords: (platform, title) => listAuthRecords(client, { platform, title }),
    findAuthRecord: (platform, id) => findAuthRecord(client, { platform, id }),
    createAuthRecord: (record) => createAuthRecord(client, { ...record, networkId }),
    updateAuthRecord: (id, change) => updateAuthRecord(client, { ...change, id }),
    deleteAuthRecord: (platform, id) => deleteAuthRecord(client, { platform, id }),
    listAssetGroups: (title) => listAssetGroups(client, title),
    addAssetGroup: (title, ips) => addAssetGroup(client, { title, ips, networkId }),
    editAssetGroup: (id, change) => editAssetGroup(client, id, change),
    deleteAssetGroup: (id) => deleteAssetGroup(client, id),
    listPolicies: (ids) => listPolicies(client, ids),
    addAssetGroupToPolicy: (policyId, assetGroupId) =>
      client.send(addGroupToPolicy, { policyId, assetGroupId }),
    removeAssetGroupFromPolicy: (policyId, assetGroupId) =>
      client.send(removeGroupFromPolicy, { policyId, assetGroupId }),
    launchScan: (request) => sendLaunch(client, withNetwork(request, networkId)),
    listScans: (filter) => listScans(client, filter),
    cancelScan: (ref, { timeoutMs }) => cancelScan(client, ref, timeoutMs),
    fetchScanResult: (ref) => fetchScanResult(client, ref),
    posture: (query) => readPosture(client, query, spoolDirectory),
    listConnectors: () => listConnectors(client),
    getConnector: (id) => getConnector(client, id),
    runConnector: (id) => runConnector(client, id),
    listInstances: (accountId) => listInstances(client, accountId),
    findInstances: (instanceIds, accountId) => findInstances(client, instanceIds, accountId),
    versionsUsed: () => client.options.versions.used,
    close: () => client.options.transport.close(),
  };
}

/** The config's network holds for a launch that names none. */
function withNetwork(request: LaunchRequest, networkId: string | undefined): LaunchRequest {
  return { ...request, networkId: request.networkId ?? networkId };
}
