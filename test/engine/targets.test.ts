import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resultSchema } from '../../src/workflow/results/result.js';
import { openWorkplace } from '../support/engine.js';

describe('a target from elsewhere', () => {
  test.concurrent('`@hosts.txt` holds addresses, ranges, CIDRs and comments', async ({ onTestFinished }) => {
    const place = await openWorkplace({
      config: { scan: { target: { type: 'host', ips: ['@hosts.txt', '10.20.30.60'] } } },
      onTestFinished,
    });
    const lines = [
      '# the web servers',
      '10.20.30.40 # first',
      '',
      '10.20.30.50-10.20.30.51',
      '10.20.30.44/31',
    ];
    writeFileSync(join(place.folder, 'hosts.txt'), `\ufeff${lines.join('\r\n')}\r\n`);
    const checked = await place.check();
    expect(checked.code, checked.stderr).toBe(0);
    expect(checked.stdout).toMatch(
      /^Target +10\.20\.30\.40,10\.20\.30\.44-10\.20\.30\.45,10\.20\.30\.50-10\.20\.30\.51,10\.20\.30\.60$/m,
    );
  });

  test.concurrent('what is wrong in the file is named by its line and never quoted', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({
      config: { scan: { target: { type: 'host', ips: ['@hosts.txt'] } } },
      onTestFinished,
    });
    writeFileSync(join(place.folder, 'hosts.txt'), '10.20.30.40\nroot:x:0:0\n');
    const checked = await place.check();
    expect(checked.code).toBe(2);
    expect(checked.stderr).toContain('line 2 of hosts.txt is not an address, a range or a CIDR');
    expect(checked.stderr).not.toContain('root');
    expect(place.simulator.journal).toEqual([]);
  });

  test.concurrent.for([
    ['above it', '../hosts.txt'],
    ['by a link', 'link/hosts.txt'],
  ])('with CI the file must lie in the working directory: %s', async ([, path], { onTestFinished }) => {
    const place = await openWorkplace({
      config: { scan: { target: { type: 'host', ips: [`@${path}`] } } },
      onTestFinished,
    });
    symlinkSync('/etc', join(place.folder, 'link'));
    const checked = await place.check();
    expect(checked.code).toBe(2);
    expect(checked.stderr).toContain('scan.target.ips leads out of the working directory');
  });

  test.concurrent('a file that is not there is named', async ({ onTestFinished }) => {
    const place = await openWorkplace({
      config: { scan: { target: { type: 'host', ips: ['@lists/hosts.txt'] } } },
      onTestFinished,
    });
    mkdirSync(join(place.folder, 'lists'));
    const checked = await place.check();
    expect(checked.code).toBe(2);
    expect(checked.stderr).toContain('The file lists/hosts.txt of the target cannot be read');
  });

  test.concurrent('`assetGroups` are the addresses that the groups hold when the scan is planned', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ onTestFinished });
    const [group] = place.simulator.account.groups.filter(({ ranges }) => ranges.length > 0);
    const title = group?.title ?? '';
    place.writeWhole({
      scan: {
        jobName: 'payments-api',
        target: { type: 'host', assetGroups: [title] },
        scanner: 'edge-scan-01',
        optionProfile: { title: 'Jenkins_Linux baseline' },
      },
      timeouts: { pollingInterval: '0.1s', timeout: '20s' },
      reports: { directory: 'results', formats: [] },
    });
    const ran = await place.run();
    expect([0, 4], ran.stderr).toContain(ran.code);
    const result = resultSchema.parse(JSON.parse(await place.file('results/result.json')));
    expect(result.target).toMatchObject({
      type: 'host',
      resolved: result.target.type === 'host' ? result.target.ips : [],
    });
    expect(result.target.type === 'host' && result.target.ips.length).toBeGreaterThan(0);
  });

  test.concurrent('asset groups that are not there are named together, with the nearest title', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ onTestFinished });
    const title = place.simulator.account.groups.find((one) => one.title.length > 6)?.title ?? '';
    place.writeWhole({
      scan: {
        target: { type: 'host', assetGroups: [`${title}x`, 'no such group at all'] },
        scanner: 'edge-scan-01',
        optionProfile: { title: 'Jenkins_Linux baseline' },
      },
    });
    const checked = await place.check();
    expect(checked.code, checked.stderr).toBe(2);
    expect(checked.stderr).toContain(`Asset group "no such group at all" is not in Qualys`);
    expect(checked.stderr).toContain(`is "${title}"`);
  });

  test.concurrent('`timeouts.onTimeout: cancel` stands in the config', async ({ onTestFinished }) => {
    const place = await openWorkplace({
      scenario: 'scan-slow',
      config: { timeouts: { pollingInterval: '0.1s', timeout: '6s', onTimeout: 'cancel' } },
      onTestFinished,
    });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(5);
    expect(place.sent('scan/compliance', 'cancel')).toBe(1);
  });
});
