import { PcError } from '../errors.js';

/**
 * Path and default version of every versioned API, in one table (fact sheet 6). 2.0 is what every platform and
 * private cloud answers.
 */
const table = {
  appliances: { version: '2.0', path: '/api/{version}/fo/appliance/' },
  optionProfiles: { version: '2.0', path: '/api/{version}/fo/subscription/option_profile/pc/' },
  assetIps: { version: '2.0', path: '/api/{version}/fo/asset/ip/' },
  authRecords: { version: '2.0', path: '/api/{version}/fo/auth/{platform}/' },
  assetGroups: { version: '2.0', path: '/api/{version}/fo/asset/group/' },
  policies: { version: '2.0', path: '/api/{version}/fo/compliance/policy/' },
  scans: { version: '2.0', path: '/api/{version}/fo/scan/compliance/' },
  posture: { version: '2.0', path: '/api/{version}/fo/compliance/posture/info/' },
  connectors: { version: '2.0', path: '/qps/rest/{version}/' },
  instances: { version: '2.0', path: '/qps/rest/{version}/search/am/hostasset' },
} as const;

export type EndpointName = keyof typeof table;

/** The names that `apiVersions` of the config takes. */
export const endpointNames = Object.keys(table) as readonly EndpointName[];

/** The version to ask of each endpoint. */
export type ApiVersions = Readonly<Record<EndpointName, string>>;

/**
 * The defaults with the config's overrides laid over them.
 * @throws PcError of kind `usage` for an unknown name or a version that is not `major.minor`.
 */
export function apiVersionsFrom(overrides: Readonly<Record<string, string>> = {}): ApiVersions {
  for (const [name, version] of Object.entries(overrides)) {
    if (!Object.hasOwn(table, name)) {
      throw new PcError(`apiVersions names the endpoint "${name}", which does not exist.`, {
        kind: 'usage',
        code: 'unknown-endpoint-name',
        next: `Use one of ${endpointNames.join(', ')}.`,
      });
    }
    if (!/^\d{1,2}\.\d{1,2}$/.test(version)) {
      throw new PcError(`apiVersions gives ${name} the version "${version}".`, {
        kind: 'usage',
        code: 'bad-api-version',
        next: 'Write major and minor number, for example 3.0.',
      });
    }
  }
  const entries = endpointNames.map((name) => [name, overrides[name] ?? table[name].version]);
  return Object.fromEntries(entries) as ApiVersions;
}

/** The path of an endpoint in the version to ask. */
export function pathOf(name: EndpointName, versions: ApiVersions): string {
  return table[name].path.replace('{version}', versions[name]);
}
