import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { saveConfig, saveFile } from '../../../src/commands/wizard/save-file.js';
import { loadJobs } from '../../../src/config/jobs/load-jobs.js';
import type { Draft } from '../../../src/wizard/draft.js';
import { configFromDraft, draftFromConfig } from '../../../src/wizard/draft-config.js';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'qualys-pc-save-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

test('a file is written with the folders above it', async () => {
  const cwd = folder();
  const path = '.github/workflows/qualys-pc.yml';
  expect(await saveFile({ text: 'on: push\n', path, accepted: undefined }, { cwd })).toEqual({ path });
  expect(readFileSync(join(cwd, path), 'utf8')).toBe('on: push\n');
});

test('a file that differs is left alone and its difference told, until one says so', async () => {
  const cwd = folder();
  writeFileSync(join(cwd, 'a.yaml'), 'platform: US1\n');
  const file = { text: 'platform: US2\n', path: 'a.yaml' };
  const { diff } = await saveFile({ ...file, accepted: undefined }, { cwd });
  expect(diff).toContain('-platform: US1\n+platform: US2');
  expect(readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe('platform: US1\n');
  expect(await saveFile({ ...file, accepted: diff }, { cwd })).toEqual({ path: 'a.yaml' });
  expect(await saveFile({ ...file, accepted: undefined }, { cwd })).toEqual({ path: 'a.yaml' });
});

test('a file that changes after its difference was shown is shown again: nothing is overwritten unseen', async () => {
  const cwd = folder();
  const path = join(cwd, 'a.yaml');
  writeFileSync(path, 'platform: US1\n');
  const file = { text: 'platform: US2\n', path: 'a.yaml' };
  const first = await saveFile({ ...file, accepted: undefined }, { cwd });
  writeFileSync(path, 'platform: US1\nscanner: of-a-colleague\n');
  const second = await saveFile({ ...file, accepted: first.diff }, { cwd });
  expect(second.diff).toContain('-scanner: of-a-colleague');
  expect(readFileSync(path, 'utf8')).toContain('of-a-colleague');
  expect(await saveFile({ ...file, accepted: second.diff }, { cwd })).toEqual({ path: 'a.yaml' });
});

test('a script can be run at once', async () => {
  const cwd = folder();
  await saveFile({ text: '#!/bin/sh\n', path: 'scan.sh', accepted: undefined }, { cwd });
  expect(statSync(join(cwd, 'scan.sh')).mode & 0o111).toBe(0o111);
});

test('a path that cannot be a file is told in words', async () => {
  const cwd = folder();
  writeFileSync(join(cwd, 'file'), '');
  await expect(saveFile({ text: '', path: '.', accepted: undefined }, { cwd })).rejects.toMatchObject({
    message: '. cannot be read',
    why: 'It is a folder. (EISDIR)',
  });
  await expect(
    saveFile({ text: '', path: 'file/x.yaml', accepted: undefined }, { cwd }),
  ).rejects.toMatchObject({
    why: 'A part of its path is a file, not a folder. (ENOTDIR)',
  });
});

describe('a config that is there keeps its comments and its own way of writing', () => {
  const written = `# The team of payments owns this file.
version: 1
platform: US2
credentials: { username: acme2ab1, password: env:QUALYS_PASSWORD }
scan:
  jobName: payments-api
  target: { type: host, ips: [10.20.30.40] } # the canary alone
  optionProfile: { title: 'Jenkins_Linux baseline' }
`;
  const answersOf = (text: string) => {
    const file = { text, format: 'yaml', sourceName: 'qualys-pc.yaml' } as const;
    return draftFromConfig(loadJobs({ file, flags: {} }).jobs[0].written);
  };
  const save = async (text: string, change: Partial<Draft>) => {
    const cwd = folder();
    const file = join(cwd, 'qualys-pc.yaml');
    writeFileSync(file, text);
    const config = configFromDraft({ ...answersOf(text), ...change });
    const place = { path: 'qualys-pc.yaml', accepted: undefined };
    const { diff } = await saveConfig(config, place, { cwd });
    if (diff !== undefined) await saveConfig(config, { ...place, accepted: diff }, { cwd });
    return readFileSync(file, 'utf8');
  };

  test('saved as it is, not a letter changes', async () => {
    expect(await save(written, {})).toBe(written);
  });

  test('one answer is one line', async () => {
    expect(await save(written, { scanner: 'edge-scan-01' })).toBe(`${written}  scanner: edge-scan-01\n`);
  });

  test('lines that another writer would set otherwise stay too: spaces, a comment behind a key, empty lines', async () => {
    const text = `${written}
timeouts: {timeout: 20m,   pollingInterval: "1s"}

criteria:   # agreed with security

  failOn:   # the gate
     states:   [ fail ]
     criticalities: ["urgent"]
`;
    const saved = await save(text, { pollingInterval: '30s', scanner: 'edge-scan-01' });
    const changed = text.split('\n').filter((line) => !saved.split('\n').includes(line));
    expect(changed).toEqual(['timeouts: {timeout: 20m,   pollingInterval: "1s"}']);
    expect(answersOf(saved)).toMatchObject({
      pollingInterval: '30s',
      timeout: '20m',
      scanner: 'edge-scan-01',
    });
  });

  test('an answer that is taken back goes out of the file', async () => {
    const text = `${written}  scanner: edge-scan-01\n  # below\n  policies: [{ id: '1' }]\n`;
    const left = await save(text, { policies: 'all' });
    expect(left).not.toContain('policies');
    expect(answersOf(left).policies).toBe('all');
    expect(left).toContain('# the canary alone');
  });

  test('a setting behind an anchor cannot be changed in place: the file is written anew and says the same', async () => {
    const text = written
      .replace('{ type: host', '&here { type: host')
      .concat('reports: { formats: &all [html] }\n');
    const saved = await save(text, { ips: '10.20.30.41' });
    expect(answersOf(saved).ips).toBe('10.20.30.41');
  });

  test('what is no config is written anew', async () => {
    const cwd = folder();
    const file = join(cwd, 'qualys-pc.yaml');
    writeFileSync(file, 'other: thing\n');
    const config = configFromDraft(answersOf(written));
    const place = { path: 'qualys-pc.yaml', accepted: undefined };
    const { diff } = await saveConfig(config, place, { cwd });
    await saveConfig(config, { ...place, accepted: diff }, { cwd });
    const saved = readFileSync(file, 'utf8');
    expect(saved).not.toContain('other');
    expect(configFromDraft(answersOf(saved))).toEqual(configFromDraft(answersOf(written)));
  });
});
