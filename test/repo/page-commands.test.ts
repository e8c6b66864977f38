import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.js';
import { runHere } from '../support/run-here.js';
import { commandsOf, fencesOf, inlineCommandsOf, type PrintedCommand, pagePaths, pageText } from './pages.js';

/** Pages whose shell blocks are run; the generated page of snippets shows scripts that test/snippet runs. */
const runnable = pagePaths.filter(
  (path) => path !== 'docs/snippets.md' && commandsOf(pageText(path)).length > 0,
);

/** Programs of others that the pages name; their own tests run what is ours in it. */
const foreign = new Set(['npm', 'npx', 'docker', 'buildah', 'export']);
/** Commands that call Qualys, and so the simulator here. */
const calling = new Set(['run', 'check', 'list', 'cancel', 'cleanup']);

const firstConfig = fencesOf(pageText('README.md')).find(({ language }) => language === 'yaml')?.text ?? '';
const step = `qualysPolicyComplianceScanner(
  platform: 'US_PLATFORM_2', credsId: 'qualys-api', useHost: true, hostIp: '10.20.30.40', scannerName: 'edge-scan-01',
  optionProfile: '{"optionProfileName":"Jenkins_Baseline","optionProfileID":"51495","policyDetails":{"CIS Debian 12 v1.0":"5101"}}',
  selectedPolicies: '5101::CIS Debian 12 v1.0', failByStateAndCriticality: true, stateFail: true, criticalityUrgent: true,
  pollingInterval: '2', vulnsTimeout: '60*2')`;
const job = `<?xml version='1.1' encoding='UTF-8'?>
<project><publishers><com.qualys.plugins.pc.jenkins.PCScanNotifier plugin="qualys-pc@1.0.8">
<platform>US_PLATFORM_2</platform><credsId>qualys-api</credsId><useHost>true</useHost><hostIp>10.20.30.40</hostIp>
</com.qualys.plugins.pc.jenkins.PCScanNotifier></publishers></project>`;

/** Two jobs of one host each, for the account of the first config. */
const severalJobs = `${firstConfig.slice(0, firstConfig.indexOf('scan:'))}defaults:
  scan: { scanner: edge-scan-01, optionProfile: { title: Jenkins_Baseline } }
  criteria: { failOn: { states: [fail], criticalities: [serious, critical, urgent] } }
jobs:
  payments-api: { scan: { target: { type: host, ips: ["10.20.30.40"] } } }
  ledger: { scan: { target: { type: host, ips: ["10.20.30.41"] } } }
`;
/** Commands of the pages that speak of a config with several jobs. */
const isAboutJobs = ({ words }: PrintedCommand) =>
  words.includes('jobs') || words.includes('--job') || (words[1] === 'report' && words.includes('--config'));

let simulator: Simulator;
const folders: string[] = [];
beforeAll(async () => {
  simulator = await startSimulator({ speed: 50 });
});
afterAll(async () => {
  await simulator.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A repository as a person of these pages has it. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'qualys-pc-pages-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Where a page leaves the servers and the pauses to the platform, the simulator's stand in their place. */
function argumentsOf({ words }: PrintedCommand): string[] {
  const args = words.slice(1).map((word) => word.replace('http://127.0.0.1:8080', simulator.url));
  const [command = ''] = args;
  if (command === 'simulator') return args.map((arg) => (arg === '8080' ? '0' : arg));
  const given = (flag: string) => args.includes(flag);
  return [
    ...args,
    ...(calling.has(command) && !given('--api-server')
      ? ['--api-server', simulator.url, '--gateway', simulator.url]
      : []),
    ...(command === 'run' ? ['--polling-interval', '0.1s', '--timeout', '20s'] : []),
  ];
}

async function run(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  const { code, stdout, stderr } = await runHere(args, {
    cwd,
    env: { QUALYS_PC_HOME: join(cwd, 'home'), ...env },
    signals: {
      // A simulator of its own runs until ctrl-c.
      subscribe: (listener) => {
        if (args[0] === 'simulator') setImmediate(() => listener('SIGINT'));
        return () => {};
      },
    },
  });
  return { code, output: `${stdout}${stderr}` };
}

/** Demos bring a simulator of their own, whose time is real: they run beside everything else. */
const demos = new Map<string, ReturnType<typeof run>>();
beforeAll(() => {
  for (const { line, words } of runnable.flatMap((path) => commandsOf(pageText(path))))
    if (words[1] === 'demo') demos.set(line, run(words.slice(1), tmpdir(), {}));
});

describe('every command of the pages works (test)', () => {
  test.each(runnable)('%s', async (path) => {
    const cwd = folderOf({
      'qualys-pc.yaml': firstConfig,
      Jenkinsfile: `pipeline { agent any\n stages { stage('Scan') { steps {\n${step}\n} } } }\n`,
      'config.xml': job,
    });
    const cwdOfJobs = folderOf({ 'qualys-pc.yaml': severalJobs });
    const env: Record<string, string> = {
      QUALYS_PASSWORD: simulator.credentials.password,
      QUALYS_HOST_PASSWORD: 'any',
    };
    for (const command of commandsOf(pageText(path))) {
      const [program = ''] = command.words;
      if (program === 'export')
        for (const word of command.words.slice(1)) {
          const [name = '', value = ''] = word.split(/=(.*)/s);
          if (value !== '…') env[name] = value;
        }
      if (program !== 'qualys-pc') continue;
      const folder = isAboutJobs(command) ? cwdOfJobs : cwd;
      const { code, output } = await (demos.get(command.line) ?? run(argumentsOf(command), folder, env));
      expect(code, `${command.line}\n${output}`).toBe(command.exit);
    }
  });

  test('a shell block calls this program or one that is known', () => {
    const strange = runnable
      .flatMap((path) => commandsOf(pageText(path)))
      .filter(({ words: [program = ''] }) => program !== 'qualys-pc' && !foreign.has(program));
    expect(strange).toEqual([]);
  });

  test.each(pagePaths)('a command in the text of %s exists, with its flags', async (path) => {
    const missing: string[] = [];
    for (const [, command = '', ...words] of inlineCommandsOf(pageText(path))) {
      if (command.startsWith('-') || command === '…') continue;
      const { output } = await run([command, '--help'], '/', {});
      if (!output.startsWith(`Usage: qualys-pc ${command}`)) missing.push(command);
      for (const flag of words.filter((word) => word.startsWith('--')))
        if (!output.includes(flag)) missing.push(`${command} ${flag}`);
    }
    expect([...new Set(missing)]).toEqual([]);
  });
});

test("getting started shows the README's first config", () => {
  expect(
    fencesOf(pageText('docs/getting-started.md')).find(({ language }) => language === 'yaml')?.text,
  ).toBe(firstConfig);
});
