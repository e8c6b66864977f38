import { describe, expect, test } from 'vitest';
import { openWorkplace, type Tree } from '../support/engine.js';

test('check prints the versions used and warns past end of support', async () => {
  const old = await openWorkplace({ scenario: 'only-2.0' });
  const checked = await old.here(['check']);
  expect(checked.code, checked.stderr).toBe(0);
  expect(checked.stdout).toContain('API versions used: appliances list 2.0, assetGroups list 2.0, ');
  expect(checked.stdout).toContain('policies list 2.0 (no longer supported)');
  expect(checked.stderr).toContain(
    'policies list answered in version 2.0 of the API, whose support ended on 2025-12-31; Qualys means to take it away in December 2026.',
  );
  const asJson = await old.here(['check', '--json']);
  expect(JSON.parse(asJson.stdout).apiVersions).toContainEqual({
    endpoint: 'policies',
    action: 'list',
    version: '2.0',
    pastSupport: { support: '2025-12-31', end: 'December 2026' },
  });
  const recent = await openWorkplace();
  const { stdout, stderr } = await recent.here(['check']);
  expect(stdout).toContain('policies list 5.0');
  expect(stdout).not.toContain('no longer supported');
  expect(stderr).not.toContain('support ended');
});

test('check names everything that is missing at once, each with the nearest name that exists', async () => {
  const place = await openWorkplace({
    config: {
      scan: {
        scanner: 'edge-scan-1',
        optionProfile: { title: 'Jenkins_Linux' },
        policies: [{ title: 'CIS Debian' }, { id: '99999' }],
        authRecord: { existing: 'Jenkins_unix_payment-api' },
      },
    },
  });
  const { code, stdout, stderr } = await place.here(['check', '--json']);
  expect(code).toBe(2);
  const { error } = JSON.parse(stdout);
  expect(error).toMatchObject({
    code: 'objects-missing',
    exitCode: 2,
    what: '5 objects that the config names cannot be used',
  });
  const lines: string[] = error.why.split('\n');
  expect(lines).toHaveLength(5);
  const [profile, scanner, record, policy, byId] = lines;
  expect(profile).toMatch(
    /^Option profile "Jenkins_Linux" is not in Qualys\. The nearest is "Jenkins_Linux /,
  );
  expect(scanner).toMatch(/^Scanner appliance "edge-scan-1" .* The nearest is "edge-scan-01"\./);
  expect(record).toMatch(
    /^Auth record "Jenkins_unix_payment-api" is not in Qualys\. The nearest is "Jenkins_/,
  );
  expect(policy).toMatch(/^Policy "CIS Debian" is not in Qualys\. The nearest is "CIS Debian 12/);
  expect(byId).toMatch(/^Policy with id 99999 is not in Qualys\. See qualys-pc list policies\./);
  for (const line of lines) expect(stderr).toContain(line);
  expect(place.simulator.journal.filter(({ changes }) => changes)).toEqual([]);
});

test('a missing asset group of the target, a locked policy and a missing scanner are one message', async () => {
  const place = await openWorkplace({
    config: {
      scan: {
        target: {
          type: 'host',
          ips: null,
          assetGroups: ['Payments prod', 'Windows server', 'Payments production'],
        },
        scanner: 'edge-scan-1',
        optionProfile: { id: '51500', title: null },
      },
    },
  });
  const { code, stdout } = await place.here(['check', '--json']);
  expect(code).toBe(2);
  const { error } = JSON.parse(stdout);
  expect(error.code).toBe('objects-missing');
  const [first, second, scanner, policy, ...others] = error.why.split('\n');
  expect(first).toMatch(
    /^Asset group "Payments prod" is not in Qualys\. The nearest is "Payments production"\./,
  );
  expect(second).toMatch(/^Asset group "Windows server" .* The nearest is "Windows servers"\./);
  expect(scanner).toMatch(/^Scanner appliance "edge-scan-1" .* The nearest is "edge-scan-01"\./);
  expect(policy).toMatch(/^Policy 5602 .* is locked\. Have a Manager unlock/);
  expect(others).toEqual([]);
  const ran = await place.here(['run']);
  expect(ran.code).toBe(2);
  for (const line of [first, second, scanner, policy]) expect(ran.stderr).toContain(line);
  expect(place.simulator.journal.filter(({ changes }) => changes)).toEqual([]);
});

test('a missing asset group alone keeps its own code', async () => {
  const place = await openWorkplace({
    config: { scan: { target: { type: 'host', ips: null, assetGroups: ['Payments prod'] } } },
  });
  const { code, stdout } = await place.here(['check', '--json', '--shard', '1/2']);
  expect(code).toBe(2);
  expect(JSON.parse(stdout).error).toMatchObject({
    code: 'asset-group-missing',
    next: 'The nearest is "Payments production". See qualys-pc list asset-groups.',
  });
});

test('one missing object keeps its own code, and its nearest name', async () => {
  const place = await openWorkplace();
  const { code, stdout } = await place.here(['check', '--json', '--scanner', 'edge-scan-1']);
  expect(code).toBe(2);
  expect(JSON.parse(stdout).error).toMatchObject({
    code: 'scanner-missing',
    next: 'The nearest is "edge-scan-01". See qualys-pc list scanners.',
  });
  const policy = await place.here(['check', '--json', '--policy', 'CIS Debian 13']);
  expect(JSON.parse(policy.stdout).error).toMatchObject({ code: 'policy-missing' });
  expect(JSON.parse(policy.stdout).error.next).toMatch(/^The nearest is "CIS .* That profile carries /);
});

describe('EC2', () => {
  const ec2 = (instanceIds: string[], more: Tree = {}) => ({
    scan: {
      target: { type: 'ec2', instanceIds, connector: { id: '1401' }, ...more },
      scanner: 'ec2-scan-01',
    },
  });

  test('an instance of another account names the connector that knows it, with all else that is missing', async () => {
    const place = await openWorkplace({
      config: ec2(['i-0aa1bb2cc3dd4ee5f'], { runConnector: true }),
    });
    const { code, stdout } = await place.here(['check', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'instance-other-account',
      what: 'Instance i-0aa1bb2cc3dd4ee5f is in AWS account 012345678901, and connector "prod" reads 123456789012',
      next: 'Choose connector "lab" (id 1403) or "stage & test" (id 1404), which reads that account.',
    });
    place.writeConfig({ scan: { target: { instanceIds: ['i-0aa1bb2cc3dd4ee5f', 'i-0dead0dead0dead00'] } } });
    const several = await place.here(['check', '--json', '--scanner', 'ec2-scan', '--no-run-connector']);
    const { error } = JSON.parse(several.stdout);
    expect(error.code).toBe('objects-missing');
    for (const words of ['stage & test', 'i-0dead0dead0dead00', 'ec2-scan-01'])
      expect(error.why).toContain(words);
    // Not that the wrong connector should look first.
    expect(error.why).not.toContain('the state of instance i-0aa1bb2cc3dd4ee5f');
    const elsewhere = await place.here(['check', '--connector', 'prodd']);
    expect(elsewhere.stderr).toContain('Connector "prodd" is not in Qualys');
    expect(elsewhere.stderr).toContain('The nearest is "prod"');
  });

  test('a stopped instance is named with all else that cannot be used, exit 2; stopped ones alone are 4; `--json` has one document', async () => {
    const place = await openWorkplace({ config: ec2(['i-0b22c33d44e55f66a', 'i-0dead0dead0dead00']) });
    const alone = await place.here(['check', '--json']);
    expect(alone.code).toBe(4);
    const { error } = JSON.parse(alone.stdout);
    expect(error.code).toBe('objects-missing');
    expect(error.why.split('\n')).toEqual([
      expect.stringMatching(/^Instance i-0b22c33d44e55f66a is STOPPED, not RUNNING\. Start the instance/),
      expect.stringMatching(/^Qualys does not know the state of instance i-0dead0dead0dead00\. /),
    ]);
    const frozen = { optionProfile: { id: '51500', title: null } };
    place.writeConfig({ scan: { ...frozen, target: { instanceIds: ['i-0b22c33d44e55f66a'] } } });
    const locked = await place.here(['check', '--json']);
    expect(locked.code).toBe(2);
    expect(JSON.parse(locked.stdout).error.why).toMatch(/^Policy 5602 .*locked.*\nInstance .*STOPPED/);
    const several = await place.here(['check', '--json', '--scanner', 'ec2-scan']);
    expect(several.code).toBe(2);
    expect(JSON.parse(several.stdout).error.why).toMatch(
      /ec2-scan-01.*\nPolicy 5602 .*locked.*\nInstance .*STOPPED/,
    );
  });

  test('a plan says "run connector" only when the run would run it', async () => {
    const place = await openWorkplace({ config: ec2(['i-0d44e55f66a77b88c']) });
    const kept = await place.here(['check', '--events', 'plan.jsonl']);
    expect(kept.code).toBe(4);
    expect(kept.stdout).not.toContain('run connector');
    expect(kept.stderr).toContain('Qualys does not know the state of instance i-0d44e55f66a77b88c');
    const asked = await place.here(['check', '--run-connector']);
    expect(asked.code, asked.stderr).toBe(0);
    expect(asked.stdout).toContain('run connector prod');
    place.writeConfig({
      scan: { target: { instanceIds: ['i-0d44e55f66a77b88d'], connector: { id: '1403' } } },
    });
    const disabled = await place.here(['check', '--run-connector']);
    expect(disabled.code).toBe(4);
    expect(disabled.stdout).not.toContain('run connector');
  });

  test('says whether the asset is activated for PC, and remarks a scanner outside the account of the connector', async () => {
    const place = await openWorkplace({
      scenario: 'ec2-not-activated',
      config: ec2(['i-0a11b22c33d44e55f']),
    });
    const checked = await place.here(['check', '--scanner', 'edge-scan-01']);
    expect(checked.code, checked.stderr).toBe(0);
    expect(checked.stderr).toContain(
      'Instance i-0a11b22c33d44e55f is not activated for Policy Compliance: adding its private IP does that.',
    );
    expect(checked.stderr).toContain('Scanner appliance edge-scan-01 is in no AWS account that Qualys tells');
    const other = await place.here(['check', '--scanner', 'ec2-scan-02']);
    expect(other.stderr).toMatch(/ec2-scan-02 is in AWS account 012345678901, the connector in 123456789012/);
    const ran = await place.here(['run']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).not.toContain('Scanner appliance');
    expect((await place.here(['check'])).stderr).not.toContain('not activated');
  });
});
