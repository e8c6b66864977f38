import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Config, configSchema } from '../../src/config/schema.js';
import { snippetFormats } from '../../src/snippet/formats.js';
import { read } from './configs.js';
import { hostileConfig } from './hostile-config.js';
import { podScripts } from './pod-scripts.js';

/** The same config with harmless titles and names; ids of Jenkins credentials stay, as they are written. */
function harmless(config: Config): Config {
  const { target } = config.scan;
  return configSchema.parse({
    ...config,
    scan: {
      ...config.scan,
      title: 'plain',
      jobName: config.scan.jobName && 'plain',
      scanner: 'plain',
      optionProfile: { title: 'plain' },
      policies: [{ id: '1', title: 'plain' }],
      target: target.type === 'ec2' ? { ...target, connector: { id: '1' } } : target,
      authRecord: config.scan.authRecord && { ...config.scan.authRecord, username: 'plain' },
    },
    criteria: config.criteria && {},
  });
}

test('Every snippet that runs this program is the same whatever characters the titles hold: they stay in the config', () => {
  fc.assert(
    fc.property(hostileConfig, (config) => {
      for (const { emit, needs } of snippetFormats) {
        if (needs.program) expect(emit(config, {}).text).toBe(emit(harmless(config), {}).text);
      }
    }),
  );
});

test('every text ends in one line end, holds no tab, no control character and no white space before a line end', () => {
  fc.assert(
    fc.property(hostileConfig, (config) => {
      for (const { emit } of snippetFormats) {
        const { text } = emit(config, {});
        if (text === '') continue;
        expect(text).toMatch(/[^\n]\n$/);
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\u202a-\u202e]/);
        expect(text).not.toMatch(/[ \t]$/m);
      }
    }),
  );
});

test.each([
  [{ apiServer: 'https://qualysapi.acme.example:8443' }, ['--allow-server', 'qualysapi.acme.example:8443']],
  [{ gateway: 'https://gateway.acme.example' }, ['--allow-server', 'gateway.acme.example']],
  [{ apiServer: 'https://qualysapi.qg2.apps.qualys.com' }, []],
  [{ apiServer: 'http://127.0.0.1:8080' }, []],
])('snippets for private clouds carry the flag: %j', (servers, words) => {
  const config = read({
    version: 1,
    platform: 'US2',
    ...servers,
    scan: { target: { type: 'host', ips: ['10.0.0.1'] }, optionProfile: { id: '1' } },
  });
  for (const { emit, needs } of snippetFormats.filter((format) => format.needs.program)) {
    expect(needs.program).toBe(true);
    const { text } = emit(config, {});
    if (words.length === 0) expect(text).not.toContain('--allow-server');
    else expect(text).toContain(words.join(' '));
  }
});

test.each([
  ['keychain:', /kept in a keychain/],
  ['env:not a name', /names no variable/],
])('a secret reference that a pipeline cannot read is refused: %s', (password, problem) => {
  const config = read({
    version: 1,
    platform: 'US2',
    credentials: { username: 'u', password },
    scan: { target: { type: 'host', ips: ['10.0.0.1'] }, optionProfile: { id: '1' } },
  });
  for (const { emit } of snippetFormats.filter(({ needs }) => needs.program)) {
    expect(emit(config, {}).refusals[0]?.problem).toMatch(problem);
  }
});

test('kubernetes gives every shard its own number, and the verdict all of them', () => {
  const text = snippetFormats
    .find(({ name }) => name === 'kubernetes')
    ?.emit(
      read({
        version: 1,
        platform: 'US2',
        scan: { target: { type: 'host', ips: ['10.0.0.0/24'] }, optionProfile: { id: '1' } },
      }),
      { shards: 8 },
    ).text;
  const [shards, verdict] = podScripts(text ?? '');
  expect(shards).toContain('--shard "$((JOB_COMPLETION_INDEX + 1))/8"');
  expect(verdict).toContain("qualys-pc report 'qualys-pc-results/shard-*/result.json'");
});
