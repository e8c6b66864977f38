import { describe, expect, test } from 'vitest';
import { emptyDraft } from '../../src/wizard/draft.js';
import { planWarnings } from '../../src/wizard/plan-warnings.js';
import { wizardSteps } from '../../src/wizard/steps.js';
import { keys } from '../support/draw.js';
import { ec2Draft, hostDraft } from '../wizard/answers.js';
import { drawStep, emptyLists, stepScreens } from './draw-step.js';
import { scanOf } from './events.js';
import { openAtReview } from './open-app.js';

/** A key of the config, or a flag. */
const configWords =
  /\b(?:scan|timeouts|criteria|credentials)\.[a-z]\w*|\bproxy\.(?:host|port|user)|(?<![-\w])--[a-z]|\bapiServer\b/;

describe("the screen's words, never the config's", () => {
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
  test.each(stepScreens)(
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

  test('the timeline, the log and the error of a run name no key path and no flag', async () => {
    const at = { v: 1, time: '2026-05-04T09:30:00.000Z' } as const;
    const app = await openAtReview();
    app.services.launch.mockReturnValue(
      scanOf([
        { ...at, type: 'step-started', step: 'connect', message: 'Connecting' },
        {
          ...at,
          type: 'step-progress',
          step: 'connect',
          level: 'warning',
          message: 'scan.title holds letters that Qualys does not take.',
        },
        {
          ...at,
          type: 'step-progress',
          step: 'connect',
          level: 'warning',
          message: "timeouts.pollingInterval is 1s; looks that often can use up the account's rate limit.",
        },
        {
          ...at,
          type: 'error',
          step: 'connect',
          error: {
            what: 'The account is busy',
            why: 'A run waits as long as timeouts.timeout allows.',
            next: 'Run again, or raise timeouts.timeout. Resume it with --resume.',
            kind: 'refused',
            code: 'limit-reached',
            exitCode: 3,
          },
        },
      ]),
    );
    app.press(keys.enter);
    await app.see('raise the timeout');
    await app.see('offers to resume it');
    app.press('l');
    await app.see('Log, times in UTC');
    await app.see('The polling interval is 1s');
    for (const frame of app.frames) expect(frame).not.toMatch(configWords);
  });
});
