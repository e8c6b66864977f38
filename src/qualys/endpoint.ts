import type { XmlNode } from './xml/xml-node.js';

/** Parameters of a call by name; undefined ones are not sent. No name can occur twice. */
export type Form = Readonly<Record<string, string | undefined>>;

/** One call of the API: pure functions that write the request and read the answer. */
export interface Endpoint<Input, Output> {
  readonly method: 'GET' | 'POST';
  readonly path: (versions: ApiVersions, input: Input) => string;
  /** Name in the table of versions; absent for calls without a version. */
  readonly versioned?: EndpointName | undefined;
  /** Shown beside the path, e.g. `list`. With the name it chooses the version. */
  readonly action: string;
  /** Completes "Qualys refused to …", e.g. `list the policies`. */
  readonly purpose: string;
  /** True when sending it twice leaves Qualys as sending it once would. */
  readonly repeatable: boolean;
  /** True when minutes may pass before the first byte. */
  readonly slow?: boolean | undefined;
  /** Root elements of a good answer. A SIMPLE_RETURN with CODE is a refusal in every case. */
  readonly roots: readonly string[];
  /** A form for FO calls, an XML text for QPS calls, undefined for no body. Nothing else carries parameters. */
  readonly body: (input: Input) => Form | string | undefined;
  readonly parse: (root: XmlNode, input: Input) => Output;
  readonly read?: undefined;
}

/** A call whose answer can be too large for a tree and is read as it comes. */
export interface StreamEndpoint<Input, Output> extends Omit<Endpoint<Input, Output>, 'parse' | 'read'> {
  /**
   * Reads one answer. May be called again with a fresh answer when this one breaks off.
   * @throws GarbledAnswer when the text ends early or is not the document, MissingElement when it lacks something,
   * RefusedAnswer when it states a refusal.
   */
  readonly read: (chunks: AsyncIterable<string>, input: Input) => Promise<Output>;
}

/** Any call, whichever way its answer is read. */
export type AnyEndpoint<Input, Output> = Endpoint<Input, Output> | StreamEndpoint<Input, Output>;

/**
 * Path of every versioned API, and the version whose changes are known (fact sheet 6). Which versions a read tries
 * stands in api-versions.ts.
 */
const table = {
  appliances: { version: '2.0', path: '/api/{version}/fo/appliance/' },
  optionProfiles: { version: '2.0', path: '/api/{version}/fo/subscription/option_profile/pc/' },
  assetIps: { version: '2.0', path: '/api/{version}/fo/asset/ip/' },
  authRecords: { version: '2.0', path: '/api/{version}/fo/auth/{platform}/' },
  hosts: { version: '2.0', path: '/api/{version}/fo/asset/host/' },
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

/** The version whose changes are known, of every endpoint. */
export const knownVersions = Object.fromEntries(
  endpointNames.map((name) => [name, table[name].version]),
) as ApiVersions;

/** The path of an endpoint in the version to ask. */
export function pathOf(name: EndpointName, versions: ApiVersions): string {
  return table[name].path.replace('{version}', versions[name]);
}

/**
 * The part that all FO calls share: a POST to the endpoint's path with the action in the body. Lists are POSTs
 * too, as ids and addresses outgrow an address line (fact sheet 2.3).
 */
export function foCall<Input>(
  name: EndpointName,
  action: string,
  form: (input: Input) => Form,
): Pick<Endpoint<Input, unknown>, 'method' | 'path' | 'versioned' | 'action' | 'body'> {
  return {
    method: 'POST',
    versioned: name,
    path: (versions) => pathOf(name, versions),
    action,
    body: (input) => ({ action, ...form(input) }),
  };
}
