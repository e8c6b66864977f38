import { describe, expect, it } from 'vitest';
import { resolveUsername, type UsernameRequest } from '../../src/credentials/usernames.js';

const request: UsernameRequest = {
  name: 'Qualys user name',
  field: 'credentials.username',
  written: undefined,
};
const open = { ci: false, allowEnv: [] };
const ask = (
  written: string | undefined,
  env: Record<string, string>,
  more: Partial<UsernameRequest & { ci: boolean; allowEnv: string[] }> = {},
) => resolveUsername({ ...request, ...more, written }, { ...open, ...more, env });

describe('a user name', () => {
  it('is the config’s, else the variable of its field', () => {
    expect(ask('a', { QUALYS_USERNAME: 'b' })).toBe('a');
    expect(ask(undefined, { QUALYS_USERNAME: ' b ' })).toBe('b');
    expect(ask(undefined, { QUALYS_HOST_USERNAME: 'c' }, { field: 'scan.authRecord.username' })).toBe('c');
    expect(ask(undefined, { QUALYS_PROXY_USERNAME: 'd' }, { field: 'proxy.username' })).toBe('d');
    expect(() => ask(undefined, { QUALYS_USERNAME: ' ' })).toThrow(
      expect.objectContaining({ kind: 'usage', code: 'username-missing' }),
    );
  });

  it.each(['credentials.username', 'proxy.username', 'scan.authRecord.username'] as const)(
    '%s may be env:NAME, which is read and never sent as it stands',
    (field) => {
      expect(ask('env:QUALYS_X', { QUALYS_X: 'acme2ab1' }, { field })).toBe('acme2ab1');
      expect(() => ask('env:QUALYS_X', {}, { field })).toThrow(
        expect.objectContaining({
          kind: 'usage',
          code: 'username-missing',
          why: 'The variable QUALYS_X is not set.',
        }),
      );
      for (const wrong of ['env:', 'env:NO NAME', 'env:__proto__', 'env:constructor'])
        expect(() => ask(wrong, {}, { field }), wrong).toThrow(
          expect.objectContaining({ code: 'username-missing' }),
        );
    },
  );

  it('reads in a pipeline only variables that are open to the config', () => {
    const env = { DB_USER: 'S3cretMarker', QUALYS_PASSWORD: 'S3cretMarker' };
    for (const name of Object.keys(env))
      expect(() => ask(`env:${name}`, env, { ci: true })).toThrow(
        expect.objectContaining({ code: 'variable-not-allowed' }),
      );
    expect(ask('env:DB_USER', env, { ci: true, allowEnv: ['DB_USER'] })).toBe('S3cretMarker');
  });

  it.each(['$(QUALYS_USERNAME)', `\${{ vars.USER }}`])('is not the placeholder %s', (value) => {
    expect(() => ask(undefined, { QUALYS_USERNAME: value })).toThrow(
      expect.objectContaining({ code: 'secret-placeholder' }),
    );
  });
});
