import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readPrefilled } from '../../../src/commands/wizard/prefilled.js';
import { jobsWith, saveConfig } from '../../../src/commands/wizard/save-file.js';
import { loadJobs } from '../../../src/config/jobs/load-jobs.js';
import { snippetFormats } from '../../../src/snippet/formats.js';
import type { Draft } from '../../../src/wizard/draft.js';
import { configFromDraft } from '../../../src/wizard/draft-config.js';
import { snippetOf } from '../../../src/wizard/snippet-of.js';

const estate = `# The estate of the shop team.
version: 1
platform: US2
credentials: { username: acme2ab1 } # one account for all
defaults:
  scan:
    scanner: edge-scan-01
    optionProfile: { title: Jenkins_Baseline }
    authRecord: { platform: unix, username: scan, password: env:QUALYS_HOST_PASSWORD }
jobs:
  # payments first: it is audited
  payments-api:
    scan:
      target: { type: host, ips: [10.20.30.40] } # two more in June
    timeouts:
      pollingInterval: 2 # minutes
  ledger:
    scan:
      target:
        type: host
        ips:
          - 10.20.31.1
          - 10.20.31.2
      scanner: edge-scan-02
`;

function place(text = estate, path = 'estate.yaml') {
  const cwd = mkdtempSync(join(tmpdir(), 'qualys-pc-jobs-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  writeFileSync(join(cwd, path), text);
  const io = { cwd, stdin: undefined as never };
  const open = async () => {
    const { jobs } = await readPrefilled({ config: join(cwd, path) }, io as never);
    if (jobs === undefined) throw new Error('no jobs');
    return jobs;
  };
  const job = async (name: string): Promise<Draft> => {
    const found = (await open()).jobs.find((each) => each.name === name);
    if (found === undefined) throw new Error(name);
    return found.draft;
  };
  const save = async (draft: Draft, overwrites = true) => {
    const config = configFromDraft(draft);
    const shown = await saveConfig(config, { path, accepted: undefined }, { cwd });
    if (!overwrites || shown.diff === undefined) return shown;
    return saveConfig(config, { path, accepted: shown.diff }, { cwd });
  };
  const read = () => readFileSync(join(cwd, path), 'utf8');
  const loaded = () =>
    loadJobs({
      file: { text: read(), format: path.endsWith('json') ? 'json' : 'yaml', sourceName: path },
      flags: {},
    }).jobs;
  return { cwd, open, job, save, read, loaded };
}

describe('Save adds or changes the one job in the file, comments and order of the rest kept', () => {
  test('an answer that has changed is one line of the file', async () => {
    const { job, save, read } = place();
    const draft = await job('payments-api');
    expect(await save({ ...draft, pollingInterval: '5', scanner: 'dc-berlin-01' }, false)).toMatchObject({
      diff: expect.stringContaining('+      scanner: dc-berlin-01'),
    });
    expect(read()).toBe(estate);
    expect(await save({ ...draft, pollingInterval: '5' })).toEqual({
      path: 'estate.yaml',
      job: 'payments-api',
    });
    expect(read()).toBe(estate.replace('pollingInterval: 2 # minutes', 'pollingInterval: "5" # minutes'));
  });

  test.each(['payments-api', 'ledger'])('%s saved as it is changes nothing', async (name) => {
    const { job, save, read } = place();
    expect(await save(await job(name), false)).toEqual({ path: 'estate.yaml', job: name });
    expect(read()).toBe(estate);
  });

  test('what goes back to the default goes out of the job', async () => {
    const { job, save, loaded, read } = place();
    await save({ ...(await job('ledger')), ips: '10.20.31.9', scanner: 'edge-scan-01' });
    const [, ledger] = loaded();
    expect(ledger?.config.scan).toMatchObject({ scanner: 'edge-scan-01', target: { ips: ['10.20.31.9'] } });
    expect(read()).toContain('# payments first: it is audited');
  });

  test('a new job begins with account and defaults, stands last, and repeats none of them', async () => {
    const { open, save, read, loaded } = place();
    const { newJob } = await open();
    expect(newJob).toMatchObject({
      username: 'acme2ab1',
      scanner: 'edge-scan-01',
      optionProfile: { title: 'Jenkins_Baseline' },
      authUsername: 'scan',
      ips: '',
      jobName: '',
    });
    expect(await save({ ...newJob, ips: '10.20.32.1', jobName: 'search' })).toMatchObject({ job: 'search' });
    const text = read();
    expect(text.startsWith(estate)).toBe(true);
    const added = text.slice(estate.length);
    expect(added).toMatch(/^ {2}search:\n/);
    expect(added).not.toMatch(/edge-scan-01|Jenkins_Baseline|authRecord|acme2ab1|jobName/);
    expect(loaded().map(({ job }) => job)).toEqual(['payments-api', 'ledger', 'search']);
    expect(loaded()[2]?.config.scan).toMatchObject({
      scanner: 'edge-scan-01',
      target: { ips: ['10.20.32.1'] },
    });
  });

  test('in JSON as well, with its own indentation', async () => {
    const value = {
      version: 1,
      platform: 'US2',
      credentials: { username: 'acme2ab1' },
      jobs: {
        b: { scan: { target: { type: 'host', ips: ['10.0.0.1'] }, optionProfile: { id: '1' } } },
        a: { scan: { target: { type: 'host', ips: ['10.0.0.2'] }, optionProfile: { id: '1' } } },
      },
    };
    const text = `${JSON.stringify(value, null, 4)}\n`;
    const { job, save, read } = place(text, 'estate.json');
    await save({ ...(await job('a')), ips: '10.0.0.3' });
    expect(read()).toBe(text.replace('10.0.0.2', '10.0.0.3'));
  });
});

describe('What a file with several jobs cannot hold is refused, and the file stays', () => {
  const without = { authKind: 'none' } as const;
  test.each([
    ['a login of its own', { username: 'other' }, /use one account/],
    ['no auth record where the defaults have one', without, /cannot hold this job/],
    ['a job without a name', { jobName: '' }, /has no name/],
    ['a title that another job has', { title: 'same' }, /would share the title|cannot be used|estate\.yaml/],
  ])('%s', async (_name, patch, words) => {
    const { job, save, read } = place(estate.replace('scanner: edge-scan-02', 'title: same'));
    const before = read();
    await expect(save({ ...(await job('payments-api')), ...patch })).rejects.toThrow(words);
    expect(read()).toBe(before);
  });
});

describe('The snippet of answers that are one job of a file spreads all of its jobs', () => {
  const snippets = (draft: Draft, { cwd, path = 'estate.yaml' }: { cwd: string; path?: string }) =>
    Promise.all(
      snippetFormats
        .filter(({ needs }) => needs.program)
        .map((format) =>
          snippetOf(
            format,
            { config: configFromDraft(draft), path, nowMs: 0 },
            { jobsWith: (config, at) => jobsWith(config, at, { cwd }) },
          ),
        ),
    );

  test('in every format that runs this program: the job as it is answered, and the others as they stand', async () => {
    const { cwd, job, read } = place();
    const draft = { ...(await job('ledger')), jobName: 'search', ips: '10.20.32.1' };
    const made = await snippets(draft, { cwd });
    expect(made.length).toBeGreaterThan(6);
    for (const { text, refusals } of made) {
      expect(refusals).toEqual([]);
      expect(text).toMatch(/payments-api[\s\S]*ledger[\s\S]*search|run --config estate\.yaml/);
    }
    expect(made.filter(({ text }) => text.includes('search')).length).toBeGreaterThan(4);
    expect(read()).toBe(estate);
  });

  test('a file with one scan, or none yet, has a snippet of that scan', async () => {
    const { cwd, job } = place();
    for (const { text } of await snippets(await job('ledger'), { cwd, path: 'ledger.yaml' })) {
      expect(text).toContain('ledger.yaml');
      expect(text).not.toContain('payments-api');
    }
  });

  test('answers that the file cannot hold are said with the way out, and no text is there', async () => {
    const { cwd, job } = place();
    for (const { text, refusals } of await snippets(
      { ...(await job('ledger')), username: 'other' },
      { cwd },
    )) {
      expect(text).toBe('');
      expect(refusals).toMatchObject([
        {
          problem: expect.stringContaining('use one account'),
          fix: expect.stringContaining('another file name'),
        },
      ]);
    }
  });
});
