import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWorkplace, type Tree, type Workplace } from '../support/engine.js';

const scan = {
  target: { type: 'host', ips: ['10.20.30.40'] },
  scanner: 'edge-scan-01',
  optionProfile: { title: 'Jenkins_Linux baseline' },
};
const more = {
  criteria: { failOn: { states: ['fail'], criticalities: ['urgent', 'critical', 'serious'] } },
  timeouts: { pollingInterval: '0.1s', timeout: '60s' },
};
const formats = ['html', 'junit', 'sarif', 'csv', 'markdown', 'codequality', 'hdf', 'text'];

/** Every file below the report directory. */
function tree({ folder }: Workplace): string[] {
  return readdirSync(join(folder, 'results'), { recursive: true }).map(String).sort();
}

/** A result without what differs from scan to scan, and from server to server: times, ids, references, the digest. */
function lasting(text: string): unknown {
  return JSON.parse(
    text
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'TIME')
      .replace(/_\d{4}(-\d\d){5}/g, '_TIME')
      .replace(/127\.0\.0\.1:\d+/g, 'SERVER')
      .replace(/compliance\/\d+\.\d+/g, 'REF')
      .replace(/sha256:[0-9a-f]{64}/g, 'DIGEST')
      .replace(/result\.php\?id=\d+/g, 'result.php?id=ID'),
    (key, value) => (key === 'durationSeconds' || key === 'id' ? null : value),
  );
}

const asPlain: Tree = { scan: { ...scan, jobName: 'payments' }, ...more };
const asJobs: Tree = { defaults: { ...more }, jobs: { payments: { scan } } };

test.each([
  { scenario: 'fail', code: 1 },
  { scenario: 'pass', code: 0 },
  { scenario: 'posture-never', code: 4 },
])(
  'A one-job config behaves as before: same files in the same places, same exit codes ($scenario)',
  async ({ scenario, code }) => {
    const timeouts =
      scenario === 'posture-never' ? { pollingInterval: '0.1s', timeout: '6s' } : more.timeouts;
    const inDirectory = { directory: 'results', formats };
    const plain = await openWorkplace({ scenario });
    plain.writeWhole({ ...asPlain, timeouts, reports: inDirectory });
    const jobs = await openWorkplace({ scenario });
    jobs.writeWhole({
      ...asJobs,
      reports: null,
      defaults: { ...more, timeouts, reports: inDirectory },
    });
    const [ofPlain, ofJobs] = [await plain.here(['run']), await jobs.here(['run'])];
    expect(ofPlain.code, ofPlain.stderr).toBe(code);
    expect(ofJobs.code, ofJobs.stderr).toBe(code);
    const files = tree(plain);
    for (const name of ['result.json', 'controls.jsonl', 'state.json', 'report.html', 'junit.xml'])
      expect(files).toContain(name);
    expect(files.filter((name) => /^(shard|part)-|units\.json|parts\.json|payments/.test(name))).toEqual([]);
    // A file with `jobs` writes below the folder of its job, and nothing beside it (design, section 8).
    expect(tree(jobs)).toEqual(['payments', ...files.map((name) => join('payments', name))]);
    const read = (place: Workplace, folder: string) =>
      readFileSync(join(place.folder, 'results', folder, 'result.json'), 'utf8');
    const result = lasting(read(plain, '.'));
    expect(lasting(read(jobs, 'payments'))).toEqual(result);
    expect(result).toMatchObject({ jobName: 'payments', verdict: { exitCode: code } });
  },
);
