import { isLoopback } from '../../net/host-names.js';
import { endpointNames } from '../../qualys/endpoint.js';
import { findPlatform, type RecognizedUrl, recognizeUrl } from '../../qualys/platforms.js';
import { error, note, type Problem, type Rule } from '../problem.js';
import type { LooseConfig } from '../schema.js';

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isOrigin(url: URL): boolean {
  return (
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === '' &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === ''
  );
}

/** Why a text is not the bare address of a server; does not quote it, as it may hold a password. */
function formProblem(path: string, text: string, way: string): Problem | undefined {
  const url = urlOf(text);
  if (url === undefined || !isOrigin(url))
    return error(path, 'is not the bare address of a server', `Write it as ${way}.`);
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return error(path, 'is addressed without encryption', `Write it as ${way}.`);
  return undefined;
}

const apiServerExample = 'https://qualysapi.example.com';

function apiServerRule({ platform, apiServer }: LooseConfig): Problem[] {
  if (apiServer === undefined) {
    return platform === 'PCP'
      ? [
          error(
            'apiServer',
            'is missing, and a private platform (PCP) needs it',
            `Set apiServer: ${apiServerExample}, or pass --api-server.`,
          ),
        ]
      : [];
  }
  const recognized = recognizeUrl(apiServer);
  const form = formProblem('apiServer', apiServer, wayOut(recognized));
  const host = urlOf(apiServer)?.hostname;
  if (recognized?.kind === 'cloud') {
    const { id, apiServer: own } = recognized.platform;
    if (host !== undefined && host !== own)
      return [
        error('apiServer', `is a portal or gateway of ${id}, not its API server`, leaveOut(id, platform)),
      ];
    if (form === undefined && platform !== undefined && findPlatform(platform)?.id !== id)
      return [note('apiServer', `is the API server of ${id}`, leaveOut(id, platform))];
  }
  if (form === undefined && recognized?.kind === 'private' && new URL(recognized.apiServer).hostname !== host)
    return [
      error('apiServer', 'is a portal or gateway, not an API server', `Write ${recognized.apiServer}.`),
    ];
  return form === undefined ? [] : [form];
}

function leaveOut(id: string, platform: string | undefined): string {
  const same = platform !== undefined && findPlatform(platform)?.id === id;
  return same ? 'Leave apiServer out.' : `Set platform: ${id} and leave apiServer out.`;
}

function wayOut(recognized: RecognizedUrl | undefined): string {
  if (recognized === undefined) return apiServerExample;
  return recognized.kind === 'private' ? recognized.apiServer : `https://${recognized.platform.apiServer}`;
}

function gatewayRule({ gateway }: LooseConfig): Problem[] {
  if (gateway === undefined) return [];
  const recognized = recognizeUrl(gateway);
  const way = gatewayOf(recognized);
  const form = formProblem('gateway', gateway, way);
  if (form !== undefined) return [form];
  const host = new URL(gateway).hostname;
  return recognized === undefined || new URL(way).hostname === host
    ? []
    : [error('gateway', 'is a portal or API server, not a gateway', `Write ${way}.`)];
}

/** A private cloud's gateway is `qualysgateway.<base>` (fact sheet 3). */
function gatewayOf(recognized: RecognizedUrl | undefined): string {
  if (recognized === undefined) return 'https://qualysgateway.example.com';
  return recognized.kind === 'cloud'
    ? `https://${recognized.platform.gateway}`
    : recognized.apiServer.replace('://qualysapi.', '://qualysgateway.');
}

/** A proxy reads what is sent without TLS; only loopback may be addressed so, and it is another machine's there. */
function plainThroughProxyRule({ apiServer, gateway, proxy }: LooseConfig): Problem[] {
  if (proxy === undefined) return [];
  return (['apiServer', 'gateway'] as const).flatMap((path) => {
    const server = { apiServer, gateway }[path];
    return server !== undefined && urlOf(server)?.protocol === 'http:'
      ? [
          error(
            path,
            'is addressed without encryption, and the proxy would read the password',
            'Write the address with https, or leave the proxy out.',
          ),
        ]
      : [];
  });
}

function versionsRule({ apiVersions }: LooseConfig): Problem[] {
  const known: readonly string[] = endpointNames;
  return Object.entries(apiVersions ?? {}).flatMap(([endpoint, version]) => {
    const path = `apiVersions.${endpoint}`;
    if (!known.includes(endpoint.split('.', 1)[0] ?? ''))
      return [error(path, 'is not an endpoint', `Use one of ${known.join(', ')}.`)];
    return version === undefined || /^\d{1,2}\.\d{1,2}$/.test(version)
      ? []
      : [error(path, 'is not a version', 'Write a version such as "2.0".')];
  });
}

/** Rules on `apiServer`, `gateway` and `apiVersions`. */
export const serverRules: readonly Rule[] = [apiServerRule, gatewayRule, plainThroughProxyRule, versionsRule];
