import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runBuilt } from '../support/program.js';

const base = `version: 1
platform: US2
credentials: { username: acme2ab1 }
scan:
  jobName: payments-api
  target: { type: host, ips: ["10.20.30.40", "10.20.30.41"] }
  optionProfile: { title: Jenkins_Linux }
timeouts: { timeout: "60", pollingInterval: "2" }
`;
const production = `scan:
  target: { ips: ["10.9.9.9"] }
timeouts: { timeout: "120" }
`;

function place() {
  const folder = mkdtempSync(join(tmpdir(), 'qualys-pc-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'qualys-pc.yaml'), base);
  writeFileSync(join(folder, 'production.yaml'), production);
  return { cwd: folder, env: { QUALYS_PASSWORD: 's3cret' } };
}

const both = ['-c', 'qualys-pc.yaml', '-c', 'production.yaml'];

interface Value {
  readonly path: string;
  readonly value: unknown;
  readonly source: unknown;
}

describe('`qualys-pc config`: the effective config, offline', () => {
  test('each value and where it came from: file, flag, variable, default', async () => {
    const ran = await runBuilt(['config', ...both, '--scanner', 'edge-scan-02', '--json'], place());
    expect(ran.code, ran.stderr).toBe(0);
    const { version, values } = JSON.parse(ran.stdout) as { version: number; values: Value[] };
    expect(version).toBe(1);
    const of = (path: string) => values.find((value) => value.path === path);
    expect(of('platform')?.source).toEqual({ kind: 'file', name: 'qualys-pc.yaml', line: 2 });
    expect(of('scan.scanner')).toMatchObject({
      value: 'edge-scan-02',
      source: { kind: 'flag', name: '--scanner' },
    });
    expect(of('reports.directory')).toMatchObject({
      value: 'qualys-pc-results',
      source: { kind: 'default' },
    });
    expect(of('credentials.password')).toEqual({
      path: 'credentials.password',
      value: 'env:QUALYS_PASSWORD',
      source: { kind: 'variable', name: 'QUALYS_PASSWORD' },
    });
    expect(ran.stdout + ran.stderr).not.toContain('s3cret');
  });

  test('overlays of several -c: objects merge, lists replace, in order', async () => {
    const ran = await runBuilt(['config', ...both], place());
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout).toMatch(/^scan\.target\.ips +\["10\.9\.9\.9"\] +production\.yaml:2$/m);
    expect(ran.stdout).toMatch(/^scan\.jobName +payments-api +qualys-pc\.yaml:5$/m);
    expect(ran.stdout).toMatch(/^timeouts\.pollingInterval .* qualys-pc\.yaml:8$/m);
    expect(ran.stdout).toMatch(/^timeouts\.timeout .* production\.yaml:3$/m);
    const other = await runBuilt(['config', '-c', 'production.yaml', '-c', 'qualys-pc.yaml'], place());
    expect(other.stdout).toMatch(/^timeouts\.timeout .* qualys-pc\.yaml:8$/m);
  });

  test('flags that a pipeline shares with check and run are taken, and change no value', async () => {
    const at = place();
    const shared = [
      ...['--allow-server', 'qualys.acme.example', '--allow-proxy', 'proxy.acme.example'],
      ...['--allow-file', 'secrets', '--allow-env', 'ACME_PASSWORD', '--ca-file', 'ca.pem'],
    ];
    const ran = await runBuilt(['config', ...both, ...shared], at);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout).toBe((await runBuilt(['config', ...both], at)).stdout);
    const helps = await Promise.all(['config', 'check'].map((name) => runBuilt([name, '--help'], at)));
    for (const { stdout } of helps) {
      const words = stdout.replace(/\s+/g, ' ');
      expect(words).toContain('--allow-server <HOST> Private server that may receive the password');
      for (const flag of shared.filter((word) => word.startsWith('--'))) expect(words).toContain(`${flag} <`);
    }
  });

  test('a problem names the file that has it', async () => {
    const at = place();
    writeFileSync(join(at.cwd, 'production.yaml'), 'scan:\n  scaner: x\n');
    const ran = await runBuilt(['config', ...both, '--json'], at);
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.stdout).error.why).toContain('production.yaml:2:');
  });
});
