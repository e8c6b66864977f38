import type { ReactNode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { AuthRecordScreen } from '../../src/screens/steps/auth-record.js';
import { ConnectScreen } from '../../src/screens/steps/connect/connect.js';
import { CriteriaScreen } from '../../src/screens/steps/criteria.js';
import { OptionProfileScreen } from '../../src/screens/steps/option-profile.js';
import { ScannerScreen } from '../../src/screens/steps/scanner.js';
import { TargetScreen } from '../../src/screens/steps/target/target.js';
import { TimeoutsScreen } from '../../src/screens/steps/timeouts.js';
import { emptyDraft } from '../../src/wizard/draft.js';
import { planWarnings } from '../../src/wizard/plan-warnings.js';
import { type WizardStepId, wizardSteps } from '../../src/wizard/steps.js';
import { keys } from '../support/draw.js';
import { ec2Draft, hostDraft } from '../wizard/answers.js';
import { type AnyStepProps, drawStep, emptyLists, loading, ready } from './draw-step.js';
import { passingScan } from './events.js';
import { somePlan } from './fake-services.js';
import { openAtReview } from './open-app.js';

/** A key of the config, or a flag. */
const configWords =
  /\b(?:scan|timeouts|criteria|credentials)\.[a-z]\w*|\bproxy\.(?:host|port|user)|(?<![-\w])--[a-z]|\bapiServer\b/;

describe("the screen's words, never the config's", () => {
  const screens: readonly [WizardStepId, (props: AnyStepProps) => ReactNode][] = [
    ['connect', ConnectScreen],
    ['target', TargetScreen],
    ['auth-record', AuthRecordScreen],
    ['scanner', ScannerScreen],
    ['option-profile', OptionProfileScreen],
    ['criteria', CriteriaScreen],
    ['timeouts', TimeoutsScreen],
  ];
  const wrong = {
    ...emptyDraft,
    proxy: 'proxy',
    ips: '10.0.0.7-9, foo',
    pollingInterval: '-1',
    timeout: 'soon',
    failStates: ['fail' as const],
    failCriticalities: [],
    exclusions: [{ cids: 'abc', reason: '', expires: 'never' }],
  };
  test.each(screens)(
    '%s says neither a key path nor a flag, empty, wrong or answered',
    async (id, Screen) => {
      for (const draft of [
        emptyDraft,
        wrong,
        { ...wrong, targetKind: 'ec2' as const },
        hostDraft,
        ec2Draft,
      ]) {
        const screen = drawStep(id, Screen, {
          draft,
          lists: draft === wrong ? emptyLists : {},
          terminal: { rows: 40 },
        });
        screen.press(keys.enter);
        await screen.see('qualys-pc');
        for (let field = 0; field < 9; field += 1) screen.press(keys.tab);
        screen.press('\u0007');
        await screen.see('Keys on this screen');
        for (const frame of screen.frames) expect(frame).not.toMatch(configWords);
      }
    },
  );

  test('what a step finds wrong names no key path and no flag', () => {
    const facts = {
      connected: false,
      hostPassword: false,
      ...{ scanners: [], connectors: [], optionProfiles: [] },
    };
    const texts = [emptyDraft, wrong, { ...wrong, targetKind: 'ec2' as const }, ec2Draft].flatMap((draft) =>
      wizardSteps.flatMap(({ check }) => check(draft, facts).map(({ text }) => text)),
    );
    expect(texts.length).toBeGreaterThan(15);
    for (const text of texts) expect(text).not.toMatch(configWords);
  });

  test.each([
    'scan.scanner is External, and the target holds private addresses. Name one in scan.scanner, or pass --scanner.',
    'timeouts.pollingInterval is 1s: looks that often may use up the calls of the account.',
    'scan.title holds letters that Qualys does not take.',
    'scan.jobName is shortened.',
    'criteria names nothing that fails the build. Set criteria.failOn, or pass --fail-on-state.',
    'apiServer is the API server of US2. Leave it out.',
  ])('a warning of the plan becomes one of the screen: %s', (warning) => {
    const drafts = [hostDraft, { ...hostDraft, ips: '8.8.8.8-10.0.0.1' }, { ...hostDraft, ips: 'env.HOST' }];
    const texts = drafts.flatMap((draft) => planWarnings([warning], draft, false).map(({ text }) => text));
    expect(texts).toHaveLength(drafts.length);
    for (const text of texts) expect(text).not.toMatch(configWords);
  });
});

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

test('`proxy:3128` is no hidden password: a port is a port', async () => {
  const screen = drawStep('connect', ConnectScreen, { draft: { ...hostDraft, proxy: '' } });
  for (let field = 0; field < 9 && !screen.frame().includes('❯ Proxy'); field += 1) {
    const before = screen.frame();
    screen.press(keys.tab);
    await expect.poll(screen.frame).not.toBe(before);
  }
  screen.type('proxy:3128');
  await screen.see(/❯ Proxy +proxy:3128/);
  for (const frame of screen.frames) expect(frame).not.toMatch(/proxy:•/);
});

describe('Review', () => {
  test('the launch is dim while the plan is read, and enter on it says why', async () => {
    const app = await openAtReview();
    app.services.plan.mockReturnValue(new Promise(() => undefined));
    for (let line = 0; line < 6; line += 1) app.press(keys.up);
    await app.see(/❯ Target/);
    app.press(keys.enter);
    await app.see('What should be scanned?');
    app.type(', 10.20.30.41');
    await app.see('2 addresses');
    app.press(keys.enter);
    await app.see('Launch when the plan is read');
    app.press(keys.tab, keys.tab, keys.tab, keys.tab, keys.tab, keys.tab);
    await app.see('❯ Launch when the plan is read');
    app.press(keys.enter);
    await app.see('The plan is still being read; the launch waits for it.');
    expect(app.services.launch).not.toHaveBeenCalled();
  });

  test('actions are pinned, warnings wrap and are never cut, answers collapse first', async () => {
    const warning = 'Scanner appliance edge-scan-01 was last seen twenty minutes ago. '.repeat(3).trim();
    const changes = Array.from({ length: 9 }, (_, n) => ({
      ...somePlan.changes[1],
      name: `Jenkins_AG_${n}`,
    })) as unknown as typeof somePlan.changes;
    const app = await openAtReview({
      account: { plan: { ...somePlan, changes, warnings: [warning, warning.replace('01', '02')] } },
    });
    await app.see('8 answers: p shows them');
    const words = app.frame().replace(/\s+/g, ' ').replaceAll(' scanner ›', '');
    expect(words).toContain(warning);
    expect(app.frame().split('\n').at(-3)).toMatch(/❯ Launch the scan +Save config +Pipeline snippet +Leave/);
  });

  test('what differs from the file is marked', async () => {
    const app = await openAtReview();
    await app.see(/Scanner +External/);
    for (let line = 0; line < 4; line += 1) app.press(keys.up);
    await app.see(/❯ Scanner/);
    app.press(keys.enter);
    await app.see('Which scanner');
    app.press(keys.down, keys.enter);
    await app.see(/Scanner +edge-scan-01 +was External in qualys-pc\.yaml/);
    await app.see('launch scan');
    app.press('p');
    await app.see('edge-scan-01, was External in qualys-pc.yaml');
  });

  test('esc on the verdict never throws it away: `See the verdict` on Review brings it back', async () => {
    const app = await openAtReview();
    app.services.launch.mockReturnValue({
      events: (async function* () {
        yield* passingScan;
      })(),
      cancel: vi.fn(),
      detach: vi.fn(),
      writtenFiles: async () => [],
    });
    app.press(keys.enter);
    await app.see('PASSED');
    app.press(keys.esc);
    await app.see('❯ See the verdict');
    app.press(keys.enter);
    await app.see('PASSED');
    expect(app.services.launch).toHaveBeenCalledOnce();
  });
});
