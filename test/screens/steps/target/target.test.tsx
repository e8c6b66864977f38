import { describe, expect, test } from 'vitest';
import { TargetScreen } from '../../../../src/screens/steps/target/target.js';
import { keys, paste } from '../../../support/draw.js';
import { ec2Draft, hostDraft, prodConnector } from '../../../wizard/answers.js';
import { drawStep, failed, loading, ready } from '../../draw-step.js';
import { fullAccount } from '../../fake-services.js';

const draw = (options: Parameters<typeof drawStep>[2] = {}) => drawStep('target', TargetScreen, options);
const ec2 = { draft: ec2Draft };

describe('Addresses', () => {
  test('pasted from a spreadsheet, 300 of them, are counted', async () => {
    const screen = draw({ draft: { ...hostDraft, ips: '' } });
    const ips = Array.from({ length: 300 }, (_, n) => `10.20.${Math.floor(n / 250)}.${(n % 250) + 1}`);
    screen.press(paste(`${ips.join('\n')}\n`));
    await screen.see('300 addresses.');
    expect(screen.seen.draft.ips.split(/[\s,]+/)).toEqual(ips);
  });

  test('that are wrong are named one by one, up to four, and the rest counted', async () => {
    const screen = draw({ draft: { ...hostDraft, ips: '' } });
    screen.press(paste('10.0.0.1\nweb\n10.0.0.256\n10.0.0.1/40\n10.0.0.9-10.0.0.1\nx y'), keys.enter);
    await screen.see('"web" is not an IP address.');
    await screen.see('"10.0.0.256" is not an IP address.');
    await screen.see('"10.0.0.1/40" is neither an address nor a range.');
    await screen.see('"10.0.0.9-10.0.0.1" ends before it begins.');
    await screen.see('and 2 more that cannot be used');
    expect(screen.onForward).not.toHaveBeenCalled();
  });

  test('none at all keep the person here', async () => {
    const screen = draw({ draft: { ...hostDraft, ips: '' } });
    screen.press(keys.enter);
    await screen.see('At least one address is needed.');
  });
});

describe('An instance', () => {
  test.each([
    ['RUNNING', '✓ RUNNING in eu-central-1, private IP 10.50.1.20'],
    ['STOPPED', '! STOPPED in eu-central-1, private IP 10.50.1.20'],
  ])('that is %s says so with region and address', async (state, text) => {
    const [instance] = fullAccount.instances as readonly {
      instanceId: string;
      region: string;
      privateIp: string;
    }[];
    if (instance === undefined) throw new Error('no instance');
    const screen = draw({ ...ec2, lists: { instances: ready([{ ...instance, state }]) } });
    await screen.see(text);
  });

  test('that Qualys does not know leads to what run connector would do', async () => {
    const screen = draw({ ...ec2, lists: { instances: ready([]) } });
    await screen.see('! state unknown to Qualys');
    await screen.see('The state is unknown: without this the run stops.');
    screen.press(keys.tab, keys.tab, keys.tab, keys.space);
    await screen.see('The state is unknown: the connector runs before the scan.');
    expect(screen.seen.draft.runConnector).toBe(true);
  });

  test('is being asked for', async () => {
    await draw({ ...ec2, lists: { instances: loading } }).see('Asking for the state …');
  });

  test('that could not be asked for says why', async () => {
    await draw({ ...ec2, lists: { instances: failed() } }).see('HTTP 500: Internal Server Error');
  });

  test('of several is told with its id', async () => {
    const screen = draw({ draft: { ...ec2Draft, instanceIds: 'i-0a11b22c33d44e55f i-0b11b22c' } });
    await screen.see('✓ i-0a11b22c33d44e55f RUNNING');
    await screen.see('! i-0b11b22c state unknown to Qualys');
  });
});

describe('Connectors', () => {
  test('show account and state', async () => {
    const screen = draw(ec2);
    await screen.see(/◉ prod-eu +123456789012 {2}finished 2 h ago/);
    await screen.see(/◯ prod-us +998877665544 {2}running/);
    await screen.see(/◯ lab +012345678901 {2}cannot be run/);
  });

  test('are chosen with the account that the scanner is compared with', async () => {
    const screen = draw(ec2);
    screen.press(keys.tab, keys.tab, keys.down, keys.space);
    await screen.see(/◉ prod-us/);
    expect(screen.seen.draft.connector).toEqual({ id: '1402', name: 'prod-us', accountId: '998877665544' });
  });

  test('that cannot be read say why, and r reads them again', async () => {
    const list = failed();
    const screen = draw({ ...ec2, lists: { connectors: list } });
    await screen.see('HTTP 500: Internal Server Error');
    screen.press(keys.tab, keys.tab, 'r');
    if (list.status !== 'failed') throw new Error('not failed');
    await expect.poll(() => list.retry).toHaveBeenCalledOnce();
  });

  test('being read leave room for them', async () => {
    await draw({ ...ec2, lists: { connectors: loading } }).see('Reading connectors …');
  });

  test('of which there are none are explained', async () => {
    await draw({ ...ec2, lists: { connectors: ready([]) } }).see('The account has no AWS connector.');
  });

  test('none chosen keeps the person here', async () => {
    const { connector: _, ...without } = ec2Draft;
    const screen = draw({ draft: { ...without, connector: undefined } });
    screen.press(keys.enter);
    await screen.see('Choose the connector that knows the instance.');
    expect(screen.onForward).not.toHaveBeenCalled();
  });
});

test('switching between host and instance keeps what was typed on either side', async () => {
  const screen = draw({ draft: { ...ec2Draft, ips: '10.0.0.1' } });
  screen.press(keys.shiftTab, keys.right);
  await screen.see('10.0.0.1');
  screen.press(keys.right);
  await screen.see('i-0a11b22c33d44e55f');
});

test('the names that follow from the job are shown', async () => {
  const screen = draw({ draft: { ...hostDraft, jobName: '' } });
  await screen.see('payments-api_jenkins_build_local_<timestamp, always>');
  await screen.see('payments-api (this folder); in a pipeline its own');
  await screen.see('Jenkins_AG_payments-api, Jenkins_unix_payments-api');
});

describe('Instances to pick', () => {
  const instance = (n: number, state: string) => ({
    instanceId: `i-0a11b22c33d44e${n}`,
    name: `pay-0${n}`,
    accountId: '123456789012',
    state,
    region: 'eu-central-1',
    privateIp: undefined,
  });
  const lists = { allInstances: ready([instance(101, 'RUNNING'), instance(102, 'STOPPED')]) };
  const draft = { ...ec2Draft, instanceIds: 'env.INSTANCE', connector: undefined };

  test('are checked with space, and what was typed stays; a stopped one says why not', async () => {
    const screen = draw({ draft, lists });
    screen.press(keys.tab);
    await screen.see(/❯ ☐ pay-0101 +i-0a11b22c33d44e101 {2}running {2}eu-central-1/);
    await screen.see(/pay-0102 +i-0a11b22c33d44e102 {2}stopped: cannot be scanned/);
    screen.press(keys.space, keys.down, keys.space);
    await screen.see(/☑ pay-0101/);
    // A disabled row says a word.
    await screen.see('cannot be chosen: ');
    expect(screen.seen.draft.instanceIds).toBe('env.INSTANCE, i-0a11b22c33d44e101');
  });

  test('propose the connector of their account', async () => {
    const screen = draw({ draft: { ...draft, instanceIds: 'i-0a11b22c33d44e101' }, lists });
    await screen.see('prod-eu is proposed');
    expect(screen.seen.draft.connector).toBeUndefined();
  });
});

test('the connectors have room at 80x24 while they are chosen', async () => {
  const connectors = Array.from({ length: 122 }, (_, n) => ({
    ...prodConnector,
    id: `${n}`,
    name: `c-${n}`,
  }));
  const screen = draw({
    draft: { ...ec2Draft, connector: undefined },
    lists: { connectors: ready(connectors) },
  });
  screen.press(keys.tab, keys.tab);
  await screen.see(/❯ ◯ c-0 /);
  await screen.see(/ c-7 /);
});
