import { describe, expect, test } from 'vitest';
import { type Answer, bodyText, isCall } from '../../src/simulator/exchange.js';
import { address } from '../../src/simulator/ipv4.js';
import { scanSteps } from '../../src/workflow/run/scan-steps.js';
import { openWorkplace } from '../support/engine.js';

describe('one headless scan', () => {
  test('goes through the twelve steps in order and says the plan before its first change', async () => {
    const place = await openWorkplace();
    const { code, stderr, stdout } = await place.run();
    expect(code, stderr).toBe(0);
    const events = await place.events();
    const steps = events.flatMap((event) =>
      event.type === 'step-done' || event.type === 'step-skipped' ? [event.step] : [],
    );
    expect(steps).toEqual(scanSteps);
    // The verdict is known before its files are written.
    expect(events.filter(({ type }) => type === 'judged')).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: 'step-done', step: 'report' });
    const planned = events.findIndex(({ type }) => type === 'plan');
    const firstChange = events.findIndex((event) => event.type === 'step-started' && event.step === 'host');
    expect(planned).toBeLessThan(firstChange);
    expect(stdout).toContain('PASSED');
    const result = await place.result();
    expect(result.verdict).toMatchObject({ outcome: 'passed', exitCode: 0, gate: true });
    expect(result.totals).toMatchObject({ passed: 16, failed: 0, failing: 0 });
    expect(place.launches()).toBe(1);
  });

  test('leaves no warning of Node in the log, however many policies it changes', async () => {
    const place = await openWorkplace({
      config: { scan: { optionProfile: { title: 'Jenkins_Twelve policies' } } },
    });
    const { code, stderr } = await place.run();
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/12 policies hold the group, 12 added/);
    expect(stderr).not.toMatch(/warning/i);
  });

  test('check changes nothing (the simulator’s journal holds only reads) and its plan names every object that a run then changes', async () => {
    const place = await openWorkplace({
      config: {
        scan: {
          target: { type: 'host', ips: ['10.99.0.1', '10.20.30.40'] },
          authRecord: { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' },
        },
      },
    });
    const checked = await place.check(['--events', 'plan.jsonl']);
    expect(checked.code, checked.stderr).toBe(0);
    expect(place.simulator.journal.filter(({ changes }) => changes)).toEqual([]);
    const lines = (await place.file('plan.jsonl'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    const { plan } = lines.find(({ type }) => type === 'plan');
    const planned = plan.changes.filter(({ action }: { action: string }) => action !== 'unchanged');
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(0);
    const changed = place.simulator.journal.filter(({ changes }) => changes);
    // Each change of the run, by what it names, stands in the plan; and each entry of the plan was changed.
    const names = changed.map(({ path, params }) => {
      if (path.includes('/asset/ip/')) return `ip ${params.ips}`;
      if (path.includes('/auth/unix/')) return `auth-record ${params.title}`;
      if (path.includes('/asset/group/')) return `asset-group ${params.title}`;
      if (path.includes('/policy/')) return `policy ${params.id}`;
      return `scan ${params.scan_title?.replace(/_[\d-]+$/, '')}`;
    });
    const expected = planned.map(({ object, name, id }: { object: string; name: string; id?: string }) =>
      object === 'policy'
        ? `policy ${id}`
        : `${object} ${object === 'scan' ? name.replace(/_[\d-]+$/, '') : name}`,
    );
    expect(names.sort()).toEqual(expected.sort());
    expect(plan.newIps).toMatchObject({ count: '1', ips: '10.99.0.1' });
    expect(checked.stdout).toContain('uses a licence');
  });

  test('rows of one host that come to one policy later than the others are waited for', async () => {
    const place = await openWorkplace({
      scenario: 'fail',
      config: { scan: { target: { type: 'host', ips: ['10.20.30.40', '10.20.30.41'] } } },
    });
    const late = place.simulator.account.hosts.find(({ ip }) => ip === address('10.20.30.41'));
    const rowsOfLateHost = new RegExp(
      `<INFO>(?:(?!</INFO>)[\\s\\S])*<HOST_ID>${late?.id}</HOST_ID>[\\s\\S]*?</INFO>`,
      'g',
    );
    let hidden = 0;
    place.simulator.intercept((request) => {
      if (!isCall(request, 'compliance/posture/info', 'list') || hidden > 0) return undefined;
      const change = (answer: Answer) => {
        const [before = '', ...policies] = bodyText(answer).split(/(?=<POLICY>)/);
        const body = policies.map((policy) =>
          /<ID>5102<\/ID>/.test(policy)
            ? policy.replace(rowsOfLateHost, () => {
                hidden += 1;
                return '';
              })
            : policy,
        );
        return { ...answer, body: before + body.join('') };
      };
      return { kind: 'change', change };
    });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(1);
    expect(hidden).toBeGreaterThan(0);
    const { policies } = await place.result();
    const rows = policies.map(({ totals }) => Object.values(totals).reduce((sum, count) => sum + count, 0));
    expect(rows).toEqual([24, 8]);
  });
});
