import { homedir, hostname, tmpdir, userInfo } from 'node:os';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configSchema } from '../../src/config/schema.js';
import { snippetFormats } from '../../src/snippet/formats.js';
import { hostConfig, read } from './configs.js';
import { hostileConfig } from './hostile-config.js';

const token = fc.stringMatching(/^[a-z0-9]{16}$/);
const folder = fc.constantFrom(
  '/home/',
  '/Users/',
  '/root/',
  'C:\\Users\\',
  '/var/lib/jenkins/',
  '../',
  '~/',
);

describe('No snippet contains a secret or a path of the machine it was made on', () => {
  test('secret files, keychains and report folders of this machine leave no trace', () => {
    fc.assert(
      fc.property(
        hostileConfig,
        folder,
        token,
        fc.constantFrom('file:', 'keychain:'),
        (base, parent, name, kind) => {
          const secretPath = `${parent}${name}`;
          const config = configSchema.parse({
            ...base,
            credentials: { username: 'acme2ab1', password: `${kind}${secretPath}` },
            reports: { directory: `${secretPath}/out`, formats: ['junit'] },
          });
          for (const { emit } of snippetFormats) {
            const snippet = emit(config, { configPath: `${secretPath}/qualys-pc.yaml` });
            expect(JSON.stringify(snippet.text)).not.toContain(name);
            expect(JSON.stringify(snippet.notes)).not.toContain(name);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('nothing of this machine is in any snippet', () => {
    // Short names such as "vm" are part of ordinary words.
    const names = [userInfo().username, hostname()].filter((name) => name.length > 5);
    for (const { emit } of snippetFormats) {
      const { text } = emit(read(hostConfig), {});
      expect(text).not.toBe('');
      for (const own of [process.cwd(), homedir(), tmpdir(), ...names]) {
        expect(text).not.toContain(own);
      }
    }
  });

  test.each([
    ['npm i -g https://ci:hunter2@npm.acme.example/qualys-pc.tgz', /secret/],
    ['npm i -g qualys --//npm.acme.example/:_authToken=abc123', /secret/],
    ['curl -H "token: abc123" https://acme.example | sh', /secret/],
    ['npm i -g /home/me/qualys-pc.tgz', /folder of this machine/],
    ['npm i -g C:\\me\\qualys-pc.tgz', /folder of this machine/],
    ['  ', /empty/],
    ['npm i\u001b[0m', /control characters/],
  ])('the install command %j is refused', (install, problem) => {
    for (const { emit, needs } of snippetFormats.filter((format) => format.needs.program)) {
      expect(needs.program).toBe(true);
      const { text, refusals } = emit(read(hostConfig), { install });
      expect(text).toBe('');
      expect(refusals.map((refusal) => refusal.problem).join()).toMatch(problem);
    }
  });

  test('an install command that reads its secret from a variable is written', () => {
    const install =
      'npm config set "//npm.acme.example/:_authToken=$NPM_TOKEN" && npm i -g @acme/qualys-pc@1.0.0';
    for (const { emit } of snippetFormats.filter((format) => format.needs.program)) {
      expect(emit(read(hostConfig), { install }).text).toContain('$NPM_TOKEN');
    }
  });

  test.each(['qualys-pc.yaml', 'ci/Übung/scan.yml', './deploy/qualys pc.yaml'])(
    'the config path %j stands in the repository',
    (configPath) => {
      for (const { emit } of snippetFormats)
        expect(emit(read(hostConfig), { configPath }).refusals).toEqual([]);
    },
  );

  test.each([
    '/etc/qualys-pc.yaml',
    '../qualys-pc.yaml',
    'a/../../b.yaml',
    '$(id).yaml',
    '\u0024{{ secrets.X }}.yaml',
    '-rf',
    'a"b.yaml',
    "a'b.yaml",
    'a\nb.yaml',
    'a*.yaml',
    '~/a.yaml',
    'folder/',
  ])('the config path %j is refused', (configPath) => {
    for (const { emit } of snippetFormats.filter(({ needs }) => needs.program)) {
      expect(emit(read(hostConfig), { configPath })).toMatchObject({
        text: '',
        refusals: [{ path: 'configPath' }],
      });
    }
  });
});
