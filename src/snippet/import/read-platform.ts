import { platforms, recognizeUrl } from '../../qualys/platforms.js';
import type { ImportedConfig, StepReader } from './step-reader.js';

type PlatformPart = Pick<ImportedConfig, 'platform' | 'apiServer'>;

/** Host and port of an address, with or without a scheme; what else stands in it may be a secret. */
function placeOf(server: string): { readonly host: string; readonly port: string } | undefined {
  const authority = server.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/[/?#].*$/s, '');
  const [, host, port = ''] = /^(?:.*@)?(\[[^\s\]]+\]|[^\s:@[\]]+)(?::(\d+))?$/s.exec(authority) ?? [];
  return host === undefined ? undefined : { host, port };
}

/** A private cloud by its address; a public cloud's address is that cloud. */
function privateCloud(step: StepReader, server: string): PlatformPart {
  const recognized = recognizeUrl(server);
  const place = placeOf(server);
  const host = place?.host.toLowerCase();
  if (host !== undefined && !host.startsWith('qualysapi.') && recognized !== undefined) {
    step.lint('portal-url', {
      at: 'apiServer',
      problem: 'The API server is an address of the portal or the gateway, where the plugin fails.',
      advice: 'The config names the API server that belongs to it.',
    });
  } else if (recognized === undefined) {
    step.lint('api-server-odd', {
      at: 'apiServer',
      problem: 'The API server does not begin with "https://qualysapi.", as the plugin asks.',
      advice: 'Name the API server of your platform.',
    });
  }
  if (/^http:/i.test(server)) {
    step.lint('api-server-http', {
      at: 'apiServer',
      problem: 'The API server is named with http:, which sends passwords in the clear.',
      advice: 'The config uses https:.',
    });
  }
  if (recognized?.kind === 'cloud') return { platform: recognized.platform.id };
  if (place === undefined) return { platform: 'PCP' };
  const kept = recognized?.apiServer ?? `https://${place.host}${place.port === '' ? '' : `:${place.port}`}`;
  return { platform: 'PCP', apiServer: kept };
}

/** `platform` and `apiServer` as the plugin's constructor takes them: the server counts for PCP alone. */
export function readPlatform(step: StepReader): PlatformPart {
  const id = step.text('platform');
  if (id === undefined) {
    if (!step.has('platform')) {
      step.lint('platform-missing', {
        problem: 'The step names no platform.',
        advice: 'Fill in platform in the config.',
      });
    }
    return {};
  }
  if (id.toUpperCase() === 'PCP') {
    const server = step.address('apiServer');
    if (server !== undefined) return privateCloud(step, server);
    if (!step.has('apiServer')) {
      step.lint('api-server-missing', {
        at: 'platform',
        problem: 'The platform is PCP and no API server is named.',
        advice: 'Fill in apiServer in the config.',
      });
    }
    return { platform: 'PCP' };
  }
  if (step.has('apiServer') && step.address('apiServer') !== undefined) {
    step.lint('api-server-unused', {
      at: 'apiServer',
      problem: 'The plugin reads apiServer for the platform PCP only, and ignores this one.',
      advice: 'The config leaves it out.',
    });
  }
  const cloud = platforms.find((one) => one.pluginId === id || one.id === id);
  if (cloud === undefined) {
    step.lint('platform-unknown', {
      at: 'platform',
      problem: 'The platform is none that the plugin knows.',
      advice: `Choose one of ${platforms.flatMap(({ pluginId }) => pluginId ?? []).join(', ')} or PCP.`,
    });
    return {};
  }
  if (cloud.pluginId !== id) {
    step.lint('platform-unknown', {
      at: 'platform',
      problem: `The plugin knows this platform ${cloud.pluginId === undefined ? 'only as PCP with its API server' : `as ${cloud.pluginId}`}.`,
      advice: 'The config takes it as it is.',
    });
  }
  return { platform: cloud.id };
}

/** What the plugin uses when the port is missing (PCScanNotifier, PROXY_PORT). */
const defaultPort = 80;

/** The proxy, when `useProxy` is on. */
export function readProxy(step: StepReader): Pick<ImportedConfig, 'proxy'> {
  if (!step.flag('useProxy')) {
    if (step.has('proxyServer')) {
      step.lint('proxy-off', {
        at: 'proxyServer',
        problem: 'A proxy is named and useProxy is off, so the plugin uses none.',
        advice: 'The config leaves it out.',
      });
    }
    return {};
  }
  const server = step.address('proxyServer');
  if (server === undefined && !step.has('proxyServer')) {
    step.lint('proxy-missing', {
      at: 'useProxy',
      problem: 'useProxy is on and no proxy is named.',
      advice:
        'The config leaves the proxy out, its port and its credential too; fill in proxy if there is one.',
    });
    return {};
  }
  const place = server === undefined ? undefined : placeOf(server);
  const given = step.integer('proxyPort') ?? 0;
  const port = given === 0 ? Number(place?.port ?? '') : given;
  if (server !== undefined && place?.host !== server) {
    step.lint('proxy-scheme', {
      at: 'proxyServer',
      problem:
        'The proxy is named with more than its host, such as a scheme, a login or a port, and the plugin fails.',
      advice: place === undefined ? 'Fill in proxy.host in the config.' : 'The config names the host.',
    });
  }
  const isPort = port >= 1 && port <= 65_535;
  if (!isPort) {
    step.lint('proxy-port', {
      at: 'proxyPort',
      problem: `The proxy's port is missing or none; the plugin takes ${defaultPort} then.`,
      advice: `The config says ${defaultPort}.`,
    });
  }
  if (server !== undefined && place === undefined) step.withheld.add('proxyServer');
  const hasLogin = server?.includes('@') === true || step.has('proxyCredentialsId');
  return {
    proxy: {
      // Without it the config is refused until it is filled in, rather than used without a proxy.
      host: place?.host,
      port: isPort ? port : defaultPort,
      ...(hasLogin ? { password: 'env:QUALYS_PROXY_PASSWORD' } : {}),
    },
  };
}
