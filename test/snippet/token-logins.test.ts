import { describe, expect, test } from 'vitest';
import { snippetFormats } from '../../src/snippet/formats.js';
import { type SnippetFormatName, snippetFormatNames } from '../../src/snippet/snippet-format.js';
import { hostConfig, read } from './configs.js';

const { credentials: _, ...rest } = hostConfig;
const byClient = read({ ...rest, credentials: { clientSecret: 'env:QUALYS_CLIENT_SECRET', level: 'user' } });
const byNamedClient = read({
  ...rest,
  credentials: { clientId: '7c1d0f3a', clientSecret: 'env:ACME_SECRET' },
});
const byToken = read({ ...rest, credentials: { token: 'env:QUALYS_TOKEN' } });

const emit = (name: SnippetFormatName, config: typeof byToken) => {
  const format = snippetFormats.find((each) => each.name === name);
  if (format === undefined) throw new Error(`no format ${name}`);
  return format.emit(config, { shards: 2 });
};

/** How each system hands a secret to the step. */
const handed: Partial<Record<SnippetFormatName, (name: string) => string>> = {
  gitlab: (name) => name,
  github: (name) => `${name}: \${{ secrets.${name} }}`,
  azure: (name) => `${name}: $(${name})`,
  kubernetes: (name) => `key: ${name}`,
  shell: (name) => `\${${name}:?`,
};
const jenkinsFormats = ['jenkins', 'jenkins-scripted', 'jenkins-matrix'] as const;

describe('a pipeline passes the login of a config by the secrets of its system', () => {
  test.each(Object.entries(handed))('%s', (name, form) => {
    const format = name as SnippetFormatName;
    const client = emit(format, byClient);
    expect(client.refusals).toEqual([]);
    expect(client.text).toContain(form('QUALYS_CLIENT_ID'));
    expect(client.text).toContain(form('QUALYS_CLIENT_SECRET'));
    const named = emit(format, byNamedClient).text;
    expect(named).not.toContain('QUALYS_CLIENT_ID');
    expect(named).toContain(form('ACME_SECRET'));
    expect(named).toContain('--allow-env ACME_SECRET');
    const token = emit(format, byToken);
    expect(token.text).toContain(form('QUALYS_TOKEN'));
    expect(token.notes.join('\n')).toContain('a new token of the identity provider');
    for (const { text, environment } of [client, token]) {
      expect(text).not.toMatch(/QUALYS_(?:USERNAME|PASSWORD)\b/);
      expect(environment.join(' ')).not.toMatch(/QUALYS_(?:USERNAME|PASSWORD)\b/);
    }
  });

  test.each(jenkinsFormats)('%s', (name) => {
    const client = emit(name, byClient);
    expect(client.text).toContain(
      "usernamePassword(credentialsId: 'qualys-api', usernameVariable: 'QUALYS_CLIENT_ID', passwordVariable: 'QUALYS_CLIENT_SECRET')",
    );
    expect(client.notes.join('\n')).toContain('the client id and its secret');
    const token = emit(name, byToken);
    expect(token.text).toContain("string(credentialsId: 'qualys-api', variable: 'QUALYS_TOKEN')");
    expect(token.notes.join('\n')).toContain('"qualys-api" (secret text); it becomes QUALYS_TOKEN');
    for (const { text } of [client, token]) expect(text).not.toMatch(/QUALYS_(?:USERNAME|PASSWORD)\b/);
  });

  test('jenkins-plugin says that the plugin knows users only', () => {
    for (const config of [byClient, byToken]) {
      const { refusals, notes } = emit('jenkins-plugin', config);
      expect(refusals).toEqual([]);
      expect(notes.join('\n')).toContain('The plugin logs in by user name and password only');
    }
  });

  test('no format is forgotten', () => {
    expect([...Object.keys(handed), ...jenkinsFormats, 'jenkins-plugin'].sort()).toEqual(
      [...snippetFormatNames].sort(),
    );
  });
});
