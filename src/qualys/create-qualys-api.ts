import type { Clock } from '../clock.js';
import { QualysClient } from './client/client.js';
import type { CallEvent } from './client/client-options.js';
import type { HttpProxy } from './client/proxy.js';
import { Transport } from './client/transport.js';
import { apiVersionsFrom } from './endpoint.js';
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
  listAuthRecords,
  updateAuthRecord,
} from './resources/auth-records.js';
import { getConnector, listConnectors, runConnector } from './resources/connectors.js';
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
  /** Absent for private clouds: the connection is then tested with about.php. */
  readonly gateway?: string | undefined;
  readonly username: string;
  readonly password: string;
  /** The proxy for an address. Default: none. */
  readonly proxyFor?: ((url: string) => HttpProxy | undefined) | undefined;
  /** PEM text of extra authorities. */
  readonly ca?: string | undefined;
  readonly userAgent: string;
  /** Most calls at once per endpoint; the account's own limit from the headers always holds. */
  readonly concurrency?: number | undefined;
  readonly networkId?: string | undefined;
  /** Version overrides by endpoint name, for example `{ policies: '3.0' }`. */
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
  const { apiServer, username, password, ca, userAgent, clock } = options;
  const { proxyFor = () => undefined } = options;
  const client = new QualysClient({
    apiServer,
    username,
    password,
    proxyFor,
    concurrency: Math.max(1, options.concurrency ?? usualConcurrency),
    versions: apiVersionsFrom(options.apiVersions),
    remainingMs: options.remainingMs ?? (() => Number.POSITIVE_INFINITY),
    onEvent: options.onEvent ?? (() => undefined),
    clock,
    transport: new Transport({ userAgent, proxyFor, ca }),
    random: Math.random,
  });
  return apiOf(client, options);
}

function apiOf(client: QualysClient, options: QualysApiOptions): QualysApi {
  const { gateway, networkId, spoolDirectory } = options;
  return {
    withSignal: (signal, remainingMs) => apiOf(client.withSignal(signal, remainingMs), options),
    connect: () => testConnection(client, gateway),
    askAgain: () => client.gate.reopen(),
    listScannerAppliances: () => client.send(listAppliances, undefined),
    listOptionProfiles: () => client.send(listOptionProfiles, undefined),
    listPcIps: (ips) => listPcIps(client, { ips, networkId }),
    addIps: (ips) => addIps(client, { ips, networkId }),
    listAuthRecords: (platform, title) => listAuthRecords(client, { platform, title }),
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
    listInstances: () => listInstances(client),
    findInstances: (instanceIds, accountId) => findInstances(client, instanceIds, accountId),
    close: () => client.options.transport.close(),
  };
}

/** The config's network holds for a launch that names none. */
function withNetwork(request: LaunchRequest, networkId: string | undefined): LaunchRequest {
  return { ...request, networkId: request.networkId ?? networkId };
}
