import { describe, expect, it } from 'vitest';
import { resolveHostLogin } from '../../src/credentials/host-login.js';
import type { SecretSources } from '../../src/credentials/resolve-secrets.js';

const loginWith = (password: string) =>
  resolveHostLogin(
    { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' } as const,
    { jobName: 'payments-api', needsPassword: true },
    {
      env: { QUALYS_HOST_PASSWORD: password },
      keychain: undefined,
      stat: async () => Promise.reject(new Error('ENOENT')),
    } as unknown as SecretSources,
  );

describe('a password of an authentication record', () => {
  it.each(['correct horse', 'x'.repeat(100), '"\\$(X)'])('%s is used', async (password) => {
    expect((await loginWith(password)).password).toBe(password);
  });

  it.each([
    ['x'.repeat(101), 'scan.authRecord.password: longer than the 100 characters that a record takes'],
    ['pässword', 'scan.authRecord.password: a record takes ASCII characters only'],
  ])('%s is refused before anything is sent, and not repeated', async (password, why) => {
    const refused = await loginWith(password).catch((error: unknown) => error);
    expect(refused).toMatchObject({ kind: 'usage', code: 'host-password', why });
    expect(JSON.stringify(refused)).not.toContain(password);
  });
});
