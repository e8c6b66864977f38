import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { kubernetes } from '../../src/snippet/formats/kubernetes.js';
import { hostConfig, read } from './configs.js';

/** `Kind/name` of the objects, with the names that they and the comments refer to. */
function namesIn(configPath: string): { readonly objects: string[]; readonly referred: string[] } {
  const { text } = kubernetes.emit(read(hostConfig), { configPath, shards: 100 });
  const objects = parseAllDocuments(text).map((document) => {
    const { kind, metadata } = document.toJS() as { kind: string; metadata: { name: string } };
    return `${kind}/${metadata.name}`;
  });
  const referred = text.matchAll(
    /(?:generic|configmap|claimName:|configMap:\s+name:|secretKeyRef:\s+name:) (\S+)/g,
  );
  return { objects, referred: Array.from(referred, ([, name = '']) => name) };
}

const paths = [
  'qualys-pc.yaml',
  'qualys-pc-db.yaml',
  'qualys-pc/db.yaml',
  'qualys-pc-db.json',
  'ci/qualys-pc.yaml',
  'ci.yaml',
  'übersicht.yaml',
  'öbersicht.yaml',
  `${'a'.repeat(80)}1.yaml`,
  `${'a'.repeat(80)}2.yaml`,
];

test('Two configs in one namespace do not collide: Jobs, volume, config map and Secret have names of their own', () => {
  const all = paths.map(namesIn);
  const objects = all.flatMap((one) => one.objects);
  expect(objects).toHaveLength(3 * paths.length);
  expect(new Set(objects).size).toBe(objects.length);
  const referred = all.flatMap((one) => [...new Set(one.referred)]);
  expect(referred).toHaveLength(3 * paths.length);
  expect(new Set(referred).size).toBe(referred.length);
});

test('the names stay as they were for the default config, and short enough for the names of pods', () => {
  expect(namesIn('qualys-pc.yaml').objects).toEqual([
    'PersistentVolumeClaim/qualys-pc-results',
    'Job/qualys-pc-shards',
    'Job/qualys-pc-verdict',
  ]);
  for (const name of paths.flatMap((path) => namesIn(path).objects.map((one) => one.split('/')[1] ?? ''))) {
    expect(name).toMatch(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/);
    expect(name.length).toBeLessThanOrEqual(55);
  }
});
