/** A public Qualys cloud (fact sheet 3). Hosts without scheme. */
export interface Platform {
  readonly id: PlatformId;
  /** The id the Jenkins plugin writes, for the seven clouds its menu has. */
  readonly pluginId?: string | undefined;
  readonly apiServer: string;
  readonly gateway: string;
  readonly portal: string;
}

const table = {
  US1: ['qualysapi.qualys.com', 'gateway.qg1.apps.qualys.com', 'qualysguard.qualys.com', 'US_PLATFORM_1'],
  US2: [
    'qualysapi.qg2.apps.qualys.com',
    'gateway.qg2.apps.qualys.com',
    'qualysguard.qg2.apps.qualys.com',
    'US_PLATFORM_2',
  ],
  US3: [
    'qualysapi.qg3.apps.qualys.com',
    'gateway.qg3.apps.qualys.com',
    'qualysguard.qg3.apps.qualys.com',
    'US_PLATFORM_3',
  ],
  US4: ['qualysapi.qg4.apps.qualys.com', 'gateway.qg4.apps.qualys.com', 'qualysguard.qg4.apps.qualys.com'],
  EU1: ['qualysapi.qualys.eu', 'gateway.qg1.apps.qualys.eu', 'qualysguard.qualys.eu', 'EU_PLATFORM_1'],
  EU2: [
    'qualysapi.qg2.apps.qualys.eu',
    'gateway.qg2.apps.qualys.eu',
    'qualysguard.qg2.apps.qualys.eu',
    'EU_PLATFORM_2',
  ],
  EU3: ['qualysapi.qg3.apps.qualys.it', 'gateway.qg3.apps.qualys.it', 'qualysguard.qg3.apps.qualys.it'],
  IN1: [
    'qualysapi.qg1.apps.qualys.in',
    'gateway.qg1.apps.qualys.in',
    'qualysguard.qg1.apps.qualys.in',
    'INDIA_PLATFORM',
  ],
  CA1: [
    'qualysapi.qg1.apps.qualys.ca',
    'gateway.qg1.apps.qualys.ca',
    'qualysguard.qg1.apps.qualys.ca',
    'CANADA_PLATFORM',
  ],
  AE1: ['qualysapi.qg1.apps.qualys.ae', 'gateway.qg1.apps.qualys.ae', 'qualysguard.qg1.apps.qualys.ae'],
  UK1: [
    'qualysapi.qg1.apps.qualys.co.uk',
    'gateway.qg1.apps.qualys.co.uk',
    'qualysguard.qg1.apps.qualys.co.uk',
  ],
  AU1: [
    'qualysapi.qg1.apps.qualys.com.au',
    'gateway.qg1.apps.qualys.com.au',
    'qualysguard.qg1.apps.qualys.com.au',
  ],
  KSA1: [
    'qualysapi.qg1.apps.qualysksa.com',
    'gateway.qg1.apps.qualysksa.com',
    'qualysguard.qg1.apps.qualysksa.com',
  ],
  GOV1: ['qualysapi.gov1.qualys.us', 'gateway.gov1.qualys.us', 'qualysguard.gov1.qualys.us'],
} as const satisfies Record<string, readonly [string, string, string, string?]>;

export type PlatformId = keyof typeof table;

/** The 14 public clouds, in the order shown to people. */
export const platforms: readonly Platform[] = (Object.keys(table) as PlatformId[]).map((id) => {
  const [apiServer, gateway, portal, pluginId] = table[id] as readonly [string, string, string, string?];
  return { id, apiServer, gateway, portal, pluginId };
});

export const platformIds = platforms.map(({ id }) => id) as [PlatformId, ...PlatformId[]];

/** The cloud with this id; the plugin's ids are accepted too. */
export function findPlatform(id: string): Platform | undefined {
  return platforms.find((platform) => platform.id === id || platform.pluginId === id);
}

/** What a pasted address belongs to: a public cloud, or a private cloud with its API server. */
export type RecognizedUrl =
  | { readonly kind: 'cloud'; readonly platform: Platform }
  | { readonly kind: 'private'; readonly apiServer: string };

/**
 * Recognises any Qualys address: API server, gateway, portal or a page of it, with or without scheme. A private
 * cloud is known by its first label (`qualysapi.`, `qualysgateway.`, `qualysguard.`) and turned into its API server.
 */
export function recognizeUrl(text: string): RecognizedUrl | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || /\s/.test(trimmed)) return undefined;
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  } catch {
    return undefined;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  const host = url.hostname.toLowerCase();
  const platform = platforms.find(
    ({ apiServer, gateway, portal }) => host === apiServer || host === gateway || host === portal,
  );
  if (platform !== undefined) return { kind: 'cloud', platform };
  const private_ = /^(?:qualysapi|qualysgateway|qualysguard)\.(.+)$/.exec(host);
  if (private_?.[1] === undefined) return undefined;
  return {
    kind: 'private',
    apiServer: `https://qualysapi.${private_[1]}${url.port === '' ? '' : `:${url.port}`}`,
  };
}
