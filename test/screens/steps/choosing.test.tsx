import { describe, expect, test } from 'vitest';
import { OptionProfileScreen } from '../../../src/screens/steps/option-profile.js';
import { ScannerScreen } from '../../../src/screens/steps/scanner.js';
import { keys } from '../../support/draw.js';
import { ec2Draft, hostDraft } from '../../wizard/answers.js';
import { drawStep, loading, ready } from '../draw-step.js';

describe('what is under the cursor is previewed before it is chosen', () => {
  test('an offline appliance is warned about before it is chosen', async () => {
    const screen = drawStep('scanner', ScannerScreen, { draft: { ...hostDraft, scanner: 'edge-scan-01' } });
    await screen.see(/❯ ◉ edge-scan-01/);
    screen.press(keys.down);
    await screen.see('! aws-scan-eu is offline: the scan waits in the queue until it is back.');
    expect(screen.seen.draft.scanner).toBe('edge-scan-01');
  });

  test('policies follow the cursor', async () => {
    const screen = drawStep('option-profile', OptionProfileScreen, { draft: hostDraft });
    await screen.see('Policies of Jenkins_Linux baseline');
    screen.press(keys.down);
    await screen.see('Policies of Jenkins_Windows: core & more');
    expect(screen.seen.draft.optionProfile?.title).toBe('Jenkins_Linux baseline');
  });
});

test('nothing is preselected for private addresses: the pointer stands on an appliance that is online', async () => {
  const screen = drawStep('scanner', ScannerScreen, { draft: { ...hostDraft, scanner: '' } });
  await screen.see(/❯ ◯ edge-scan-01/);
  await screen.see('◯ External');
  await screen.miss('◉');
  expect(screen.seen.draft.scanner).toBe('');
});

describe('a disabled row says a word when enter is pressed on it', () => {
  test('External for instances', async () => {
    const draft = { ...ec2Draft, scanner: '' };
    const screen = drawStep('scanner', ScannerScreen, { draft, lists: { scanners: loading } });
    screen.press(keys.enter);
    await screen.see('cannot be chosen: cannot scan EC2 instances');
    expect(screen.onForward).not.toHaveBeenCalled();
  });

  test('a profile without policies', async () => {
    const empty = { id: '9003', title: 'Jenkins_Empty', policies: [] };
    const draft = { ...hostDraft, optionProfile: undefined };
    const screen = drawStep('option-profile', OptionProfileScreen, {
      draft,
      lists: { optionProfiles: ready([empty]) },
    });
    screen.press(keys.enter);
    await screen.see('cannot be chosen: no policies: add one in Qualys');
    expect(screen.onForward).not.toHaveBeenCalled();
  });
});
