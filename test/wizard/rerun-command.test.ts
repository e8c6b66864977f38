import { expect, test } from 'vitest';
import { rerunCommand } from '../../src/wizard/rerun-command.js';
import { hostDraft } from './answers.js';

const run = (over: Partial<Parameters<typeof rerunCommand>[0]> = {}) =>
  rerunCommand({ path: 'qualys-pc.yaml', given: undefined, draft: hostDraft, ...over });

test('the command names the config, and the job of a file with several', () => {
  expect(run()).toBe('qualys-pc run --config qualys-pc.yaml');
  expect(run({ path: 'my file.yaml', job: 'pay ments' })).toBe(
    "qualys-pc run --config 'my file.yaml' --job 'pay ments'",
  );
});

test('the command repeats what the wizard was given, and allows the private server that was typed', () => {
  const draft = { ...hostDraft, platform: 'PCP', apiServer: 'https://qualys.acme.example' };
  const given = { caFile: 'ca.pem', allowServers: ['qualys.acme.example', 'gateway.acme.example'] };
  expect(run({ draft })).toBe('qualys-pc run --config qualys-pc.yaml --allow-server qualys.acme.example');
  expect(run({ draft, given })).toBe(
    'qualys-pc run --config qualys-pc.yaml --ca-file ca.pem --allow-server qualys.acme.example --allow-server gateway.acme.example',
  );
});

test('a server of this computer needs no leave', () => {
  for (const apiServer of ['http://127.0.0.1:4000', 'http://[::1]:4000', 'http://localhost:4000', ''])
    expect(run({ draft: { ...hostDraft, platform: 'PCP', apiServer } })).toBe(
      'qualys-pc run --config qualys-pc.yaml',
    );
});
