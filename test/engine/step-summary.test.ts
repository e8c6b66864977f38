import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { oneHostConfig } from '../support/one-host-config.js';
import { runHere } from '../support/run-here.js';
import { useSimulator } from '../support/simulator.js';

const simulator = useSimulator();

const one = () => {
  const { url, credentials } = simulator();
  return oneHostConfig(url, credentials.username);
};
const two = () => {
  const { scan, timeouts, ...account } = one();
  const host = (ip: string) => ({
    scan: { ...scan, jobName: undefined, target: { type: 'host', ips: [ip] } },
  });
  return {
    ...account,
    defaults: { timeouts },
    jobs: { ledger: host('10.20.30.40'), payments: host('10.20.30.41') },
  };
};

const inFolder = (folder: string) => (name: string, text: string) => writeFileSync(join(folder, name), text);

describe('every end writes its formats (not-evaluated aside), the summary always: an error before there is a result, once', () => {
  test.each([
    ['a flag that does not exist', one, ['--bogus'], '--bogus'],
    ['a flag without its value', one, ['--policy'], '--policy'],
    ['a value that is none of the choices', one, ['--annotations', 'maybe'], 'maybe'],
    ['a shard that does not exist', one, ['--shard', '9/3'], '9/3'],
    ['a word too many', one, ['now'], 'too many arguments'],
    ['a config file that is not there', one, ['--config', 'none.yaml'], 'none.yaml'],
    ['a config file that is a folder', one, ['--config', 'folder'], 'folder'],
    ['a config that cannot be parsed', one, ['--config', 'broken.yaml'], 'broken.yaml'],
    ['a config that says what cannot be', one, ['--config', 'wrong.json'], 'wrong.json'],
    ['a job that the config does not have', two, ['--job', 'billing'], 'billing'],
    ['an events file that cannot be opened', one, ['--events', 'none/events.jsonl'], 'events'],
    ['the same, of several jobs', two, ['--events', 'none/events.jsonl'], 'events'],
    ['a state file for several jobs', two, ['--resume', 'state.json'], '--resume'],
    ['a state that cannot be read', one, ['--resume', 'broken.yaml'], 'broken.yaml'],
    ['a folder of results that is a file', one, ['--report-dir', 'broken.yaml'], 'broken.yaml'],
    ['the same, of several jobs', two, ['--report-dir', 'broken.yaml'], 'broken.yaml'],
  ] as const)('%s', async (_name, config, args, words) => {
    const cwd = mkdtempSync(join(tmpdir(), 'qualys-pc-summary-'));
    try {
      const write = inFolder(cwd);
      mkdirSync(join(cwd, 'folder'));
      write('qualys-pc.json', JSON.stringify(config()));
      write('broken.yaml', 'version: [1');
      write('wrong.json', '{ "version": 2 }');
      const summary = join(cwd, 'summary.md');
      const env = {
        CI: 'true',
        GITHUB_STEP_SUMMARY: summary,
        QUALYS_PASSWORD: simulator().credentials.password,
        QUALYS_PC_HOME: join(cwd, 'home'),
      };
      const { code, stderr } = await runHere(['run', ...args], { cwd, env });
      expect(code, stderr).toBe(2);
      const text = existsSync(summary) ? readFileSync(summary, 'utf8').replaceAll('\\', '') : '';
      expect(text.match(/^## /gm), `${text}\n${stderr}`).toHaveLength(1);
      expect(text).toMatch(/^## ✗ ERROR: /);
      expect(text).toContain(words);
    } finally {
      rmSync(cwd, { recursive: true, force: true });
    }
  });
});
