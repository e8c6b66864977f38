import type { ImportedConfig } from './imported-step.js';
import type { StepReader } from './step-reader.js';

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
  const server = step.text('proxyServer');
  if (server === undefined) {
    if (!step.has('proxyServer')) {
      step.lint('proxy-missing', {
        at: 'useProxy',
        problem: 'useProxy is on and no proxy is named.',
        advice: 'Fill in proxy.host in the config, or take the proxy out.',
      });
    }
    return {};
  }
  const port = step.integer('proxyPort');
  const host = server.replace(/^https?:\/\//i, '').replace(/\/+$/, '');
  if (host !== server) {
    step.lint('proxy-scheme', {
      at: 'proxyServer',
      problem: 'The proxy is named with a scheme or a slash; only its host counts.',
      advice: 'The config names the host.',
    });
  }
  const isPort = port !== undefined && port >= 1 && port <= 65_535;
  if (!isPort) {
    step.lint('proxy-port', {
      at: 'proxyPort',
      problem: `The proxy's port is missing or none; the plugin takes ${defaultPort} then.`,
      advice: `The config says ${defaultPort}.`,
    });
  }
  const hasLogin = step.text('proxyCredentialsId') !== undefined;
  return {
    proxy: {
      host,
      port: isPort ? port : defaultPort,
      ...(hasLogin ? { password: 'env:QUALYS_PROXY_PASSWORD' } : {}),
    },
  };
}
