import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { resultSchema } from '../../src/workflow/results/result.js';
import { openWorkplace, type Workplace } from '../support/engine.js';
import { builtProgram } from '../support/program.js';

const threeLines = /^error {2}\S.*\n(?:why {4}\S.*\n(?: {7}\S.*\n)*)?next {3}\S.*\n/m;

describe('files that cannot be written', () => {
  test.concurrent('a report directory that is a file ends with 2, before anything is sent', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ onTestFinished });
    writeFileSync(join(place.folder, 'results'), 'a file');
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(2);
    expect(ran.stderr).toMatch(threeLines);
    expect(ran.stderr).toMatch(/^next .*--report-dir/m);
    expect(place.simulator.journal).toEqual([]);
  });

  test.concurrent('a folder in the place of a file of ours ends with 2, before anything is sent', async ({
    onTestFinished,
  }) => {
    for (const name of ['state.json', 'state.json.lock', 'report.html', 'controls.jsonl']) {
      const place = await openWorkplace({ onTestFinished });
      mkdirSync(join(place.folder, 'results', name, 'inner'), { recursive: true });
      const ran = await place.run();
      expect(ran.code, `${name}: ${ran.stderr}`).toBe(2);
      expect(ran.stderr).toMatch(threeLines);
      expect(ran.stderr).toContain(name);
      expect(place.simulator.journal).toEqual([]);
    }
  });

  test.concurrent('an events file that cannot be opened ends with 2, before anything is sent', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ onTestFinished });
    const ran = await place.run(['--events', 'missing/events.jsonl']);
    expect(ran.code, ran.stderr).toBe(2);
    expect(ran.stderr).toMatch(threeLines);
    expect(ran.stderr).toMatch(/^next .*--events/m);
    expect(place.simulator.journal).toEqual([]);
  });

  test.concurrent('an events file on a full disk is told once and costs no verdict', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    const ran = await place.run(['--events', '/dev/full']);
    expect(ran.code, ran.stderr).toBe(1);
    expect(ran.stderr.match(/\/dev\/full/g)).toHaveLength(1);
    expect((await place.result()).totals.failing).toBe(5);
  });

  test.concurrent('results that cannot be written after the scan are no pass and not the code of "nothing was changed"', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ onTestFinished });
    const run = place.start();
    await run.said('Scan launched');
    mkdirSync(join(place.folder, 'results', 'result.json', 'inner'), { recursive: true });
    const { code, stderr } = await run.ended;
    expect(code, stderr).toBe(4);
    expect(stderr).toMatch(threeLines);
    expect(stderr).toContain('result.json');
  });
});

test.concurrent('a log on a full disk costs neither the scan nor its verdict', async ({ onTestFinished }) => {
  const place = await openWorkplace({ scenario: 'fail', onTestFinished });
  const log = openSync('/dev/full', 'w');
  onTestFinished(() => closeSync(log));
  const child = spawn(process.execPath, [builtProgram, 'run', '--json'], {
    cwd: place.folder,
    env: { PATH: process.env.PATH, QUALYS_PASSWORD: place.simulator.credentials.password },
    stdio: ['ignore', 'pipe', log],
  });
  const [document, code] = await Promise.all([
    text(child.stdout ?? Readable.from('')),
    new Promise((resolve) => child.on('close', resolve)),
  ]);
  expect(code).toBe(1);
  expect(resultSchema.parse(JSON.parse(document))).toEqual(await place.result());
});

describe('a disk that takes no more results', () => {
  // Of four hosts the rows take 27 KB, every other file less.
  const config = { scan: { target: { type: 'host', ips: ['10.20.30.40-10.20.30.43'] } } };

  /** A run whose files may take 20 KB each, as POSIX counts them: in blocks of 512 bytes. */
  async function runInRoom(place: Workplace, args: readonly string[] = []) {
    const limited = 'ulimit -f 40 && exec "$0" "$@"';
    const child = spawn('sh', ['-c', limited, process.execPath, builtProgram, 'run', ...args], {
      cwd: place.folder,
      env: { PATH: process.env.PATH, QUALYS_PASSWORD: place.simulator.credentials.password },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise((resolve) => child.on('close', resolve)),
    ]);
    return { stdout, stderr, code };
  }

  test.concurrent('ends a run that would pass with 4, and `--resume` judges the scan once there is room', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ config, onTestFinished });
    const ran = await runInRoom(place);
    expect(ran.code, ran.stderr).toBe(4);
    expect(ran.stderr).toMatch(threeLines);
    expect(ran.stderr).toMatch(/^why .*EFBIG/m);
    expect(ran.stderr).toContain('controls.jsonl');
    expect((await place.result()).verdict).toMatchObject({ outcome: 'inconclusive', exitCode: 4 });
    const again = await place.run(['--resume']);
    expect(again.code, again.stderr).toBe(0);
    expect(place.launches()).toBe(1);
  });

  test.concurrent('leaves a build that fails by its criteria failed: 1 is stronger than 4', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'fail', config, onTestFinished });
    const ran = await runInRoom(place, ['--json']);
    expect(ran.code, ran.stderr).toBe(1);
    expect(ran.stderr).toMatch(/! .*controls\.jsonl cannot be written.*EFBIG/);
    expect(JSON.parse(ran.stdout).verdict.exitCode).toBe(1);
  });

  test.concurrent('ends with 4 when the rows find no room, and the scan can be resumed', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'huge-posture', onTestFinished });
    const ran = await place.start([], { TMPDIR: join(place.folder, 'gone') }).ended;
    expect(ran.code, ran.stderr).toBe(4);
    expect(ran.stderr).toMatch(/^error .*rows of the posture cannot be kept/m);
    expect(ran.stderr).toMatch(/^next .*TMPDIR/m);
    expect(JSON.parse(await place.file('results/state.json')).phase).toBe('launched');
  });

  test.concurrent('does so for a step summary that cannot be written as well', async ({ onTestFinished }) => {
    const summary = { GITHUB_STEP_SUMMARY: '/dev/full' };
    const config = { reports: { formats: ['html', 'junit'] } };
    const failing = await openWorkplace({ scenario: 'fail', config, onTestFinished });
    const failed = await failing.run([], summary);
    expect(failed.code, failed.stderr).toBe(1);
    expect(failed.stderr).toContain('The step summary cannot be written');
    // The reports do not depend on it.
    expect(await failing.file('results/report.html')).toContain('FAILED');
    expect(await failing.file('results/junit.xml')).toContain('<failure');
    // A file that is missing is no progress.
    const quiet = await failing.run(['--quiet', '--new'], summary);
    expect(quiet.code, quiet.stderr).toBe(1);
    expect(quiet.stderr).toContain('The step summary cannot be written');
    const passing = await openWorkplace({ config, onTestFinished });
    const passed = await passing.run([], summary);
    expect(passed.code, passed.stderr).toBe(4);
    expect(passed.stderr).toMatch(threeLines);
    expect(await passing.file('results/junit.xml')).toContain('<testcase');
  });
});

describe('a kill while results are written', () => {
  test.concurrent.for(['controls.jsonl', 'result.json', 'report.html'])(
    'leaves no half of a file, and the rerun writes them all: as %s appears',
    async (name, { onTestFinished }) => {
      const place = await openWorkplace({
        scenario: 'fail',
        config: { reports: { formats: ['html', 'junit', 'csv'] } },
        onTestFinished,
      });
      const results = join(place.folder, 'results');
      const first = place.start();
      let killed = false;
      const ended = first.ended.then(() => {
        killed = true;
      });
      while (!killed && !existsSync(join(results, name))) await new Promise((next) => setImmediate(next));
      first.kill('SIGKILL');
      await ended;
      const result = join(results, 'result.json');
      if (existsSync(result)) resultSchema.parse(JSON.parse(readFileSync(result, 'utf8')));
      const again = await place.run(['--resume']);
      expect(again.code, again.stderr).toBe(1);
      expect((await place.result()).totals.failing).toBe(5);
      expect(
        readdirSync(results).filter((file) => /^(controls\.csv|junit\.xml|report\.)/.test(file)),
      ).toHaveLength(4);
      expect(readdirSync(results).filter((file) => file.endsWith('.lock'))).toEqual([]);
      expect(place.launches()).toBe(1);
    },
  );
});

describe('config files that are none', () => {
  const files: readonly (readonly [name: string, content: string | Buffer])[] = [
    ['nothing', ''],
    ['white space', ' \n\t\n'],
    ['a list', '[]'],
    ['a word', 'null'],
    ['half a document', '{"version": 1, "platform": '],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x80, 0x1b, 0x5b, 0x33, 0x31, 0x6d])],
    ['another program’s config', '{"name":"left-pad","version":"1.0.0"}'],
    ['deep nesting', '['.repeat(20_000)],
    ['a prototype', '{"__proto__":{"version":1},"constructor":{}}'],
    ['a later version', '{"version": 2}'],
  ];
  test.concurrent.for(files)('%s', async ([, content], { onTestFinished }) => {
    const place = await openWorkplace({ onTestFinished });
    for (const name of ['garbage.json', 'garbage.yaml']) {
      writeFileSync(join(place.folder, name), content);
      const ran = await place.command(['run', '--config', name]);
      expect(ran.code, `${name}: ${ran.stderr}`).toBe(2);
      expect(ran.stderr).toMatch(threeLines);
      expect(ran.stderr).toContain(name);
      expect(ran.stderr).not.toMatch(/^\s+at /m);
      expect(ran.stderr).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f]/);
      expect(ran.stdout).toBe('');
    }
    expect(place.simulator.journal).toEqual([]);
  });

  test.concurrent('a config that is not there is named with its flag', async ({ onTestFinished }) => {
    const place = await openWorkplace({ onTestFinished });
    const missing = await place.command(['run', '--config', 'gone.yaml']);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('gone.yaml');
    expect(missing.stderr).toMatch(threeLines);
  });
});
