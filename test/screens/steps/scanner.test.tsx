import { expect, test } from 'vitest';
import { ScannerScreen } from '../../../src/screens/steps/scanner.js';
import { keys } from '../../support/draw.js';
import { ec2Draft, hostDraft } from '../../wizard/answers.js';
import { drawStep, failed, loading, ready } from '../draw-step.js';

const draw = (options: Parameters<typeof drawStep>[2] = {}) => drawStep('scanner', ScannerScreen, options);

test('External is preselected for addresses, and enter goes on with it', async () => {
  const screen = draw({ draft: { ...hostDraft, ips: '8.8.8.8' } });
  await screen.see(/❯ ◉ External/);
  screen.press(keys.enter);
  await expect.poll(() => screen.onForward).toHaveBeenCalledOnce();
});

test('appliances show whether they are online, and their AWS account with its zeros', async () => {
  const screen = draw();
  await screen.see(/◯ edge-scan-01 +online/);
  await screen.see(/◯ aws-scan-eu +offline {2}AWS 012345678901/);
});

test('External with a private address is a warning, not an obstacle', async () => {
  const screen = draw();
  await screen.see('! External scanners do not reach 10.20.30.40, a private address.');
  screen.press(keys.enter);
  await expect.poll(() => screen.onForward).toHaveBeenCalledOnce();
});

test('for EC2 External is greyed with the reason, and nothing is chosen yet', async () => {
  const screen = draw({ draft: { ...ec2Draft, scanner: 'External' } });
  await screen.see(/ {2}External +cannot scan EC2 instances/);
  await screen.miss('◉');
});

test('for EC2 an appliance of another AWS account than the connector is a warning', async () => {
  const screen = draw({ draft: ec2Draft });
  screen.press(keys.down, keys.space);
  await screen.see('! aws-scan-eu is offline: the scan waits in the queue until it is back.');
  await screen.see('! aws-scan-eu runs in AWS 012345678901, the connector knows 123456789012.');
  await expect.poll(() => screen.seen.draft.scanner).toBe('aws-scan-eu');
});

test('an appliance that the account does not have is refused with its name', async () => {
  const screen = draw({
    draft: { ...hostDraft, scanner: 'gone-01' },
    facts: { scanners: [] },
    lists: { scanners: ready([]) },
  });
  await screen.see(/❯ ◉ gone-01 +not in this account/);
  screen.press(keys.enter);
  await screen.see('This account has no scanner "gone-01": choose another.');
  screen.press(keys.down, keys.space);
  await screen.see(/◉ External/);
});

test('while the appliances are read External can be chosen already', async () => {
  const screen = draw({ lists: { scanners: loading } });
  await screen.see('Reading scanner appliances …');
  screen.press(keys.enter);
  await expect.poll(() => screen.onForward).toHaveBeenCalledOnce();
});

test('appliances that cannot be read say why, r reads them again, and going on stays possible', async () => {
  const list = failed();
  const screen = draw({ lists: { scanners: list } });
  await screen.see('Qualys could not answer');
  await screen.see('HTTP 500: Internal Server Error');
  screen.press('r');
  if (list.status !== 'failed') throw new Error('not failed');
  await expect.poll(() => list.retry).toHaveBeenCalledOnce();
  screen.press(keys.enter);
  await expect.poll(() => screen.onForward).toHaveBeenCalledOnce();
});
