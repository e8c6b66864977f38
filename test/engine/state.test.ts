import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openWorkplace } from '../support/engine.js';

describe('State', () => {
  test.concurrent('is locked while the run lives, and readable by its owner only', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'scan-slow', onTestFinished });
    const first = place.start();
    await first.said('Running');
    const before = place.simulator.journal.filter(({ action }) => action !== 'list').length;
    const second = await place.command(['run']);
    expect(second.code, second.stderr).toBe(2);
    expect(second.stderr).toMatch(/^error .*Another run/m);
    expect(second.stderr).toMatch(/^why .*process \d+/m);
    expect(second.stderr).toMatch(/^next .*--report-dir/m);
    expect(place.simulator.journal.filter(({ action }) => action !== 'list')).toHaveLength(before);
    first.kill('SIGKILL');
    await first.ended;
    expect(JSON.parse(await place.file('results/state.json')).phase).toBe('launched');
    const third = await place.run(['--detach']);
    expect(third.code, third.stderr).toBe(5);
    expect(place.sent('scan/compliance', 'launch')).toBe(1);
  });

  test.concurrent('of six reruns that find the lock of a killed run at once, one takes its scan up and five end with 2', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'scan-slow', onTestFinished });
    const killed = place.start();
    await killed.said('Running');
    killed.kill('SIGKILL');
    await killed.ended;
    const reruns = Array.from({ length: 6 }, (_, index) =>
      place.start(['--events', `events-${index}.jsonl`]),
    );
    const codes: (number | null)[] = [];
    const fiveEnded = new Promise<void>((resolve) => {
      for (const { ended } of reruns)
        void ended.then(({ code }) => {
          codes.push(code);
          if (codes.length === 5) resolve();
        });
    });
    await fiveEnded;
    expect(codes).toEqual([2, 2, 2, 2, 2]);
    for (const rerun of reruns) rerun.kill('SIGHUP');
    const outcomes = await Promise.all(reruns.map(({ ended }) => ended));
    const survivors = outcomes.filter(({ code }) => code === 5);
    expect(survivors).toHaveLength(1);
    expect(survivors[0]?.stderr).toContain('Resuming scan');
    expect(place.sent('scan/compliance', 'launch')).toBe(1);
    expect(readdirSync(join(place.folder, 'results')).filter((name) => name.includes('.lock'))).toEqual([]);
  });

  test.concurrent('`--new` forces a new scan', async ({ onTestFinished }) => {
    const place = await openWorkplace({ onTestFinished });
    expect((await place.run(['--detach'])).code).toBe(5);
    const ran = await place.run(['--new']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(place.sent('scan/compliance', 'launch')).toBe(2);
  });

  test.concurrent('another digest with `--resume` is exit 2, before anything is sent', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ onTestFinished });
    expect((await place.run(['--detach'])).code).toBe(5);
    const sent = place.simulator.journal.length;
    place.writeConfig({ criteria: { failOn: { criticalities: ['urgent'] } } });
    const ran = await place.run(['--resume']);
    expect(ran.code, ran.stderr).toBe(2);
    expect(ran.stderr).toMatch(/^error .*another config/m);
    expect(ran.stderr).toMatch(/^next .*--new/m);
    expect(place.simulator.journal).toHaveLength(sent);
  });

  test.concurrent('any other unfinished state is reported with its reference and left alone', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ onTestFinished });
    expect((await place.run(['--detach'], { BUILD_NUMBER: '7' })).code).toBe(5);
    const reference = (await place.result()).scan?.reference ?? 'none';
    const ran = await place.run([], { BUILD_NUMBER: '8' });
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toContain(`${reference} of another build, config or target is left alone`);
    expect(place.sent('scan/compliance', 'launch')).toBe(2);
    expect(place.sent('scan/compliance', 'cancel')).toBe(0);
  });

  test.concurrent('a scan of the host that a variable named before is never taken for that of another host', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({
      config: { scan: { target: { type: 'host', ips: ['env.HOST_IP'] } } },
      onTestFinished,
    });
    expect((await place.run(['--detach'], { HOST_IP: '10.20.30.40' })).code).toBe(5);
    const sent = place.simulator.journal.length;
    const resumed = await place.run(['--resume'], { HOST_IP: '10.20.30.60' });
    expect(resumed.code, resumed.stderr).toBe(2);
    expect(resumed.stderr).toMatch(/^why .*10\.20\.30\.40/m);
    expect(place.simulator.journal).toHaveLength(sent);
    const plain = await place.run([], { HOST_IP: '10.20.30.60' });
    expect(plain.code, plain.stderr).toBe(0);
    expect(plain.stderr).toContain('is left alone');
    expect((await place.result()).authentication.succeeded).toEqual(['10.20.30.60']);
    expect(place.sent('scan/compliance', 'launch')).toBe(2);
  });

  test.concurrent('`--resume FILE` of another directory does not write into that of a living run', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'scan-slow', onTestFinished });
    expect((await place.run(['--detach', '--report-dir', 'elsewhere'])).code).toBe(5);
    const living = place.start();
    await living.said('Running');
    const second = await place.command(['run', '--resume', 'elsewhere/state.json']);
    expect(second.code, second.stderr).toBe(2);
    expect(second.stderr).toMatch(/^why .*results\/state\.json\.lock is held by process \d+/m);
    expect(readdirSync(join(place.folder, 'elsewhere'))).not.toContain('state.json.lock');
    living.kill('SIGHUP');
    expect((await living.ended).code).toBe(5);
  });

  test.concurrent('no state is an ordinary run with `--resume`, and said so', async ({ onTestFinished }) => {
    const place = await openWorkplace({ onTestFinished });
    const ran = await place.run(['--resume']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toContain('no scan to resume');
  });

  test.concurrent('`--resume FILE` resumes the state that is named', async ({ onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    expect((await place.run(['--detach', '--report-dir', 'elsewhere'])).code).toBe(5);
    const resumed = await place.run(['--resume', 'elsewhere/state.json']);
    expect(resumed.code, resumed.stderr).toBe(1);
    expect(place.sent('scan/compliance', 'launch')).toBe(1);
    expect(JSON.parse(await place.file('elsewhere/state.json')).phase).toBe('finished');
    const missing = await place.run(['--resume', 'nowhere/state.json']);
    expect(missing.code, missing.stderr).toBe(1);
    expect(missing.stderr).toContain('no scan to resume');
    expect(JSON.parse(await place.file('nowhere/state.json')).phase).toBe('finished');
  });

  test.concurrent.for([
    ['garbage', 'not json at all'],
    ['half of it', '{"version":1,"configDigest":"sha256:'],
    ['one of a later version', '{"version":9}'],
    ['an empty one', ''],
  ])(
    'a state that nobody can read stops the run before anything is sent; `--new` goes on: %s',
    async ([, text], { onTestFinished }) => {
      const place = await openWorkplace({ onTestFinished });
      expect((await place.run(['--detach'])).code).toBe(5);
      const sent = place.simulator.journal.length;
      writeFileSync(join(place.folder, 'results', 'state.json'), text ?? '');
      const stopped = await place.run();
      expect(stopped.code, stopped.stderr).toBe(2);
      expect(stopped.stderr).toMatch(/^error .*state\.json/m);
      expect(stopped.stderr).toMatch(/^next .*--new/m);
      expect(place.simulator.journal).toHaveLength(sent);
      const fresh = await place.run(['--new']);
      expect(fresh.code, fresh.stderr).toBe(0);
    },
  );
});
