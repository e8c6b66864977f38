import type { Config } from '../../src/config/schema.js';
import type { SnippetOptions } from '../../src/snippet/snippet-format.js';
import { ec2Config, hostConfig, read } from './configs.js';

/** Configs and options that bring out every branch of the formats. */
export const variants: readonly {
  readonly name: string;
  readonly config: Config;
  readonly options: SnippetOptions;
}[] = [
  { name: 'a host', config: read(hostConfig), options: {} },
  { name: 'an instance on a private cloud behind a proxy', config: read(ec2Config), options: {} },
  {
    name: 'an image by its digest',
    config: read(hostConfig),
    options: { image: `registry.acme.test:5000/ci/qualys-pc@sha256:${'0f'.repeat(32)}` },
  },
  {
    name: 'the action or component of an address',
    config: read(hostConfig),
    options: { use: 'acme/ci/qualys-pc@1.0.0' },
  },
  {
    name: 'an install command of two lines',
    config: read(hostConfig),
    options: { install: 'npm install --global "@acme/qualys-pc@1.2.3"\nqualys-pc --version', shards: 8 },
  },
  {
    name: 'a client of which the pipeline names id and secret',
    config: read({ ...hostConfig, credentials: { clientSecret: 'env:QUALYS_CLIENT_SECRET' } }),
    options: {},
  },
  {
    name: 'a ready token',
    config: read({ ...hostConfig, credentials: { token: 'env:QUALYS_TOKEN' } }),
    options: {},
  },
  {
    name: 'a config without credentials in a folder with a space',
    config: read({
      version: 1,
      platform: 'EU1',
      scan: {
        target: { type: 'host', ips: ['10.0.0.0/24', 'env.HOST_IP'] },
        optionProfile: { title: 'Jenkins_Baseline' },
      },
      timeouts: { timeout: '8h' },
      reports: { directory: '/var/lib/results', formats: ['sarif', 'csv'] },
    }),
    options: { configPath: 'ci/my scans/qualys-pc.yaml' },
  },
];
