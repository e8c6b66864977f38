import { describe, expect, test } from 'vitest';
import { OptionProfileScreen } from '../../../src/screens/steps/option-profile.js';
import { ScannerScreen } from '../../../src/screens/steps/scanner.js';
import { TargetScreen } from '../../../src/screens/steps/target/target.js';
import { keys } from '../../support/draw.js';
import { ec2Draft, hostDraft } from '../../wizard/answers.js';
import { drawStep, failed, loading, ready } from '../draw-step.js';
import { fullAccount } from '../fake-services.js';

const scannerDraft = { ...hostDraft, scanner: 'edge-scan-01' };

/** The three lists that a draft, a config and the demo arrive with an answer for. */
const lists = [
  {
    name: 'Scanner',
    answer: 'edge-scan-01',
    draft: scannerDraft,
    draw: (list: ReturnType<typeof failed> | typeof loading | 'ready' | 'empty') =>
      drawStep('scanner', ScannerScreen, {
        draft: scannerDraft,
        lists: { scanners: phase(list, fullAccount.scanners) },
      }),
  },
  {
    name: 'Profile',
    answer: 'Jenkins_Linux baseline',
    draft: hostDraft,
    draw: (list: ReturnType<typeof failed> | typeof loading | 'ready' | 'empty') =>
      drawStep('option-profile', OptionProfileScreen, {
        draft: hostDraft,
        lists: { optionProfiles: phase(list, fullAccount.optionProfiles) },
      }),
  },
  {
    name: 'Connector',
    answer: 'prod-eu',
    draft: ec2Draft,
    draw: (list: ReturnType<typeof failed> | typeof loading | 'ready' | 'empty') => {
      const screen = drawStep('target', TargetScreen, {
        draft: ec2Draft,
        lists: { connectors: phase(list, fullAccount.connectors) },
      });
      screen.press(keys.tab, keys.tab);
      return screen;
    },
  },
];

function phase<Item>(
  list: ReturnType<typeof failed> | typeof loading | 'ready' | 'empty',
  items: readonly Item[] | Error,
) {
  if (list === 'ready') return ready(items);
  return list === 'empty' ? ready<Item>([]) : list;
}

describe.each(lists)('no list answers by itself: $name', ({ answer, draft, draw }) => {
  test.each([
    ['loading', loading, 'not read yet'],
    ['failed', failed(), 'could not be read'],
    ['empty', 'empty' as const, 'not in this account'],
    ['ready', 'ready' as const, ''],
  ])('%s: the answer is a row with the pointer on it, and enter keeps it', async (_name, list, says) => {
    const screen = draw(list);
    await screen.see(new RegExp(`❯ ◉ ${answer} +.*${says}`));
    screen.press(keys.enter);
    await expect.poll(() => screen.onForward).toHaveBeenCalledOnce();
    expect(screen.seen.draft).toEqual(draft);
  });

  test('filtered: the answer stays a row of its own, and enter keeps it', async () => {
    const screen = draw('ready');
    await screen.see(new RegExp(`❯ ◉ ${answer}`));
    screen.press('/', ...'nothing has this');
    await screen.see('0 of');
    await screen.see(new RegExp(`❯ ◉ ${answer}`));
    screen.press(keys.enter);
    await expect.poll(() => screen.onForward).toHaveBeenCalledOnce();
    expect(screen.seen.draft).toEqual(draft);
  });
});
