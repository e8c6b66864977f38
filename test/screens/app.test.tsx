import { describe, expect, test, vi } from 'vitest';
import { PcError } from '../../src/errors.js';
import { emptyDraft } from '../../src/wizard/draft.js';
import { configFromDraft } from '../../src/wizard/draft-config.js';
import { keys, paste } from '../support/draw.js';
import { ec2Draft, hostDraft } from '../wizard/answers.js';
import { passingScan } from './events.js';
import { fullAccount, nowMs, serverError, somePlan } from './fake-services.js';
import { connectTo, openApp } from './open-app.js';

function refusal(what: string, why: string): PcError {
  return new PcError(what, { kind: 'refused', code: 'refused', why, next: 'Try again.' });
}

/** From the target to Review, taking what is proposed. */
async function walkToReview(app: ReturnType<typeof openApp>): Promise<void> {
  app.type('10.20.30.40');
  app.press(keys.enter);
  await app.see('scanner log in?');
  app.press(keys.enter);
  await app.see('Which scanner');
  await app.see('edge-scan-01');
  app.press(keys.enter);
  await app.see('Jenkins_Linux');
  app.press(keys.enter);
  await app.see('2 of 2 selected');
  app.press(keys.enter);
  await app.see('fail the build?');
  app.press(keys.enter);
  await app.see('How long');
  app.press(keys.enter);
  await app.see('In Qualys this will');
}

const file = { ...hostDraft, base: configFromDraft(hostDraft), authKeepsPassword: true };
const record = {
  id: '7',
  platform: 'unix',
  title: 'Jenkins_unix_payments-api',
  username: 'scan',
  ips: '',
} as const;

/** The wizard with the answers of a file, connected and on Review. */
async function openAtReview(options: Parameters<typeof openApp>[0] = {}) {
  const app = openApp({
    ...options,
    account: { authRecord: record, ...options.account },
    start: { prefilled: file, configPath: 'qualys-pc.yaml', ...options.start },
  });
  await app.see('❯ Password');
  app.press(keys.enter);
  await app.see('Connected.');
  app.press(keys.enter);
  await app.see('In Qualys this will');
  return app;
}

describe('From the first key', () => {
  test('to Review, and back to the first screen with every answer intact', async () => {
    const app = openApp();
    await connectTo(app);
    await walkToReview(app);
    const before = app.frame();
    const questions = [
      'How long',
      'fail the build?',
      'option profile',
      'Which scanner',
      'log in',
      'be scanned?',
      'Connect to',
    ];
    for (const question of questions) {
      app.press(keys.esc);
      await app.see(question);
    }
    for (const question of [...questions].reverse().slice(1)) {
      app.press(keys.enter);
      await app.see(question);
      if (question === 'option profile') {
        await app.see('2 of 2 selected');
      }
    }
    app.press(keys.enter);
    await app.see('In Qualys this will');
    expect(app.frame()).toBe(before);
  }, 20_000);

  test('lists load while the person is still typing elsewhere', async () => {
    const app = openApp();
    await connectTo(app);
    expect(app.session.listScanners).toHaveBeenCalledOnce();
    expect(app.session.listOptionProfiles).toHaveBeenCalledOnce();
    expect(app.session.listConnectors).not.toHaveBeenCalled();
  });

  test('a file opened with --config leads straight to Review once the account is connected', async () => {
    const app = await openAtReview();
    await app.see(/Profile +Jenkins_Linux baseline, 2 policies/);
  });
});

describe('The connection', () => {
  test('a wrong password is sent once per attempt of the person', async () => {
    const refused = new PcError('Qualys refused the user name or password', {
      kind: 'refused',
      code: 'wrong-credentials',
      why: '401',
      next: 'Check both.',
    });
    const app = openApp({ start: { prefilled: file }, account: { connect: refused } });
    await app.see('❯ Password');
    app.press(keys.enter);
    await app.see('Qualys refused the user name or password');
    expect(app.services.connect).toHaveBeenCalledTimes(1);
    app.type('x');
    await app.miss('Qualys refused');
    expect(app.services.connect).toHaveBeenCalledTimes(1);
    app.press(keys.enter);
    await app.see('Qualys refused the user name or password');
    expect(app.services.connect).toHaveBeenCalledTimes(2);
  });

  test('is not tested any more once its account has changed, and is again when it is changed back', async () => {
    const app = openApp({ start: { prefilled: { ...emptyDraft, platform: 'US2', username: 'acme_ab1' } } });
    await app.see('❯ Password');
    app.press(keys.enter);
    await app.see('Connected.');
    app.type('x');
    await app.miss('Connected.');
    app.press(keys.backspace);
    await app.see('Connected.');
  });

  test('a password that cannot be remembered is told, and what to do instead', async () => {
    const app = openApp({
      start: { prefilled: { ...emptyDraft, platform: 'US2', username: 'a', remember: true } },
    });
    app.services.remember.mockResolvedValue({
      kind: 'not-kept',
      reason: 'The password is not remembered: no keychain.',
    });
    await app.see('❯ Password');
    app.type('pw');
    app.press(keys.enter);
    await app.see('The password is not remembered: no keychain.');
  });
});

describe("A failed list (500, timeout, 401, rate limit) shows Qualys' reason and `r` retries; going on elsewhere stays possible meanwhile", () => {
  const refusals: readonly [string, PcError][] = [
    ['500', serverError],
    ['timeout', refusal('Qualys did not answer', 'No answer from qualysapi.acme.test within 60 seconds')],
    ['401', refusal('Qualys refused the user name or password', 'HTTP 401')],
    ['rate limit', refusal('Qualys allows the next call of this kind at 15:40 UTC', 'Qualys code 1965')],
  ];

  test.each(refusals)('%s', async (_name, error) => {
    const app = openApp({ account: { optionProfiles: error, scanners: error } });
    await connectTo(app);
    app.type('10.20.30.40');
    app.press(keys.enter);
    await app.see('scanner log in?');
    app.press(keys.enter);
    await app.see('Which scanner');
    await app.see(error.what);
    await app.see(error.why ?? '');
    await app.see('r reads it again');
    app.press(keys.enter);
    await app.see('option profile');
    await app.see(error.why ?? '');
    app.account.optionProfiles = fullAccount.optionProfiles;
    app.press('r');
    await app.see('Jenkins_Linux baseline');
    expect(app.session.listOptionProfiles).toHaveBeenCalledTimes(2);
    expect(app.session.listScanners).toHaveBeenCalledTimes(1);
    expect(app.session.askAgain).toHaveBeenCalledTimes(1);
  });
});

describe('a changed platform, target kind or profile invalidates exactly the later answers that depend on it', () => {
  test('a platform: the profile asks to be looked at again, on the rail and on Review', async () => {
    const app = await openAtReview();
    for (let line = 0; line < 8; line += 1) app.press(keys.up);
    await app.see(/❯ Connect/);
    app.press(keys.enter);
    await app.see('Connect to Qualys');
    app.press(keys.shiftTab, keys.shiftTab);
    app.type('eu1');
    await app.see('EU1  qualysapi.qualys.eu');
    app.press(keys.enter);
    await app.see('Connected.');
    app.press(keys.enter);
    await app.see('The account has changed since: is this still the right profile?');
    app.press(keys.enter);
    await app.see('In Qualys this will');
  });

  test('a target kind: the scanner does, and nothing else', async () => {
    const app = await openAtReview();
    for (let line = 0; line < 6; line += 1) app.press(keys.up);
    await app.see(/❯ Target/);
    app.press(keys.enter);
    await app.see('What should be scanned?');
    app.press(keys.shiftTab, keys.right, keys.esc);
    await app.see(/Scanner +! .*look again/);
    const marked = app
      .frame()
      .split('\n')
      .filter((line) => line.includes('look again'));
    expect(marked).toHaveLength(1);
    await app.see('Not ready to launch: Title, Target, Scanner.');
  });
});

describe('Review', () => {
  test('launches after the plan was read, and shows the verdict', async () => {
    const app = await openAtReview();
    app.services.launch.mockReturnValue({
      events: (async function* () {
        yield* passingScan;
      })(),
      cancel: vi.fn(),
      detach: vi.fn(),
      writtenFiles: async () => ['qualys-pc-results/report.html'],
    });
    app.press(keys.enter);
    await app.see('PASSED');
    await app.see('qualys-pc-results/report.html');
    await app.see('qualys-pc run --config qualys-pc.yaml');
    app.press('q');
    await expect.poll(() => app.onEnd.mock.calls.length).toBe(1);
    expect(app.onEnd.mock.calls[0]?.[0]).toMatchObject({ exitCode: 0 });
  });

  test('keeps its plan while a file is saved, and reads it afresh after a scan has changed what is there', async () => {
    const app = await openAtReview();
    expect(app.services.plan).toHaveBeenCalledTimes(1);
    app.press(keys.down, keys.enter);
    await app.see('Save the config');
    app.press(keys.esc);
    await app.see('In Qualys this will');
    expect(app.services.plan).toHaveBeenCalledTimes(1);
    app.services.launch.mockReturnValue({
      events: (async function* () {
        yield* passingScan;
      })(),
      cancel: vi.fn(),
      detach: vi.fn(),
      writtenFiles: async () => [],
    });
    app.press(keys.up, keys.enter);
    await app.see('PASSED');
    app.services.plan.mockReturnValue(new Promise(() => undefined));
    app.press(keys.esc);
    await app.see('Reading what this would change in Qualys');
    expect(app.services.plan).toHaveBeenCalledTimes(2);
  });

  test('asks in words before addresses cost licences or a record is overwritten', async () => {
    const plan = {
      ...somePlan,
      newIps: { count: '3', ips: '10.20.30.40-10.20.30.42' },
      changes: somePlan.changes.map((change) =>
        change.object === 'auth-record'
          ? { ...change, action: 'update' as const, before: 'user root, IP 10.20.30.1' }
          : change,
      ),
    };
    const app = await openAtReview({ account: { plan } });
    app.press(keys.enter);
    await app.see('Launch the scan with these changes?');
    await app.see('3 IPs are new to the account; each uses a licence.');
    await app.see('The auth record Jenkins_unix_payments-api is overwritten');
    app.press(keys.enter);
    await app.see('In Qualys this will');
    expect(app.services.launch).not.toHaveBeenCalled();
    app.press(keys.enter, keys.down, keys.enter);
    await expect.poll(() => app.services.launch.mock.calls.length).toBe(1);
    expect(app.services.launch.mock.calls[0]?.[2]).toEqual({ newIps: '3' });
  });

  test('a plan that cannot be made says why, r makes it again, and nothing can be launched', async () => {
    const app = await openAtReview();
    app.account.plan = serverError;
    app.press(keys.esc);
    await app.see('How long');
    app.press(keys.enter);
    await app.see('HTTP 500: Internal Server Error');
    app.press(keys.enter);
    app.account.plan = somePlan;
    app.press('r');
    await app.see('In Qualys this will');
    expect(app.services.launch).not.toHaveBeenCalled();
  });

  test('saves the config, says where, and how to run it', async () => {
    const app = await openAtReview({ start: { configPath: undefined } });
    app.press(keys.down, keys.enter);
    await app.see('Save the config');
    await app.see('It holds no secret.');
    app.press(keys.enter);
    await app.see('Saved qualys-pc.yaml. Again:\n   qualys-pc run --config qualys-pc.yaml');
    await app.see('❯ Save config');
    expect(app.services.saveConfig.mock.calls[0]?.slice(1)).toEqual(['qualys-pc.yaml', false]);
  });

  test('after saving one may leave, and is told what was written where and how to run it', async () => {
    const app = await openAtReview({ start: { configPath: undefined } });
    expect(app.frame()).not.toContain('Leave the wizard');
    app.press(keys.down, keys.enter);
    await app.see('Save the config');
    app.press(keys.home);
    app.type('my ');
    app.press(keys.enter);
    await app.see("qualys-pc run --config 'my qualys-pc.yaml'");
    app.press(keys.down, keys.enter);
    await app.see('for which pipeline?');
    app.press(keys.down, keys.enter);
    await app.see('pipeline {');
    app.press('n');
    await app.see('Before it is used');
    await app.see('user name with password');
    app.press(keys.esc);
    await app.see('pipeline {');
    app.press('w');
    await app.see('❯ File');
    app.press(keys.enter);
    await app.see('Wrote the snippet to Jenkinsfile.');
    app.press(keys.down, keys.enter);
    await expect
      .poll(() => app.onEnd.mock.calls[0]?.[0])
      .toMatchObject({
        exitCode: 0,
        lines: [
          "Saved my qualys-pc.yaml. Again: qualys-pc run --config 'my qualys-pc.yaml'",
          'Wrote the snippet to Jenkinsfile.',
        ],
      });
  });

  test('a config that was saved is no longer said to be run again once an answer has changed', async () => {
    const app = await openAtReview({ start: { configPath: undefined } });
    app.press(keys.down, keys.enter);
    await app.see('Save the config');
    app.press(keys.enter);
    await app.see('qualys-pc run --config qualys-pc.yaml');
    app.press(keys.esc);
    await app.see('How long');
    app.type('0');
    await app.see('every 20 minutes');
    app.press(keys.enter);
    await app.see('Saved qualys-pc.yaml; the answers have changed since.');
    expect(app.frame()).not.toContain('--config');
  });

  test('is whole at 80x24: every answer, every change and every ending', async () => {
    const titles = ['CIS Debian Linux 12 Benchmark v1.1.0, Level 2', 'Acme Hardening <base> & "more"'];
    const policies = titles.map(
      (name) =>
        ({ step: 'policies', action: 'update', object: 'policy', name, before: '', after: '' }) as const,
    );
    const changes = [...somePlan.changes.slice(1, 2), ...policies, ...somePlan.changes.slice(2)];
    const app = await openAtReview({
      account: {
        plan: { ...somePlan, changes, warnings: ['A look every second may be too often. '.repeat(3)] },
      },
    });
    const first = app.frame();
    for (const text of [
      'Connect ',
      'Timeouts ',
      '+ create',
      '~ add',
      '> launch',
      '! A look',
      '❯ Launch',
      'Pipeline',
    ])
      expect(first).toContain(text);
    expect(first).not.toMatch(/\d+ more ━/);
    app.press('p');
    await app.see(/· Acme Hardening\s+<base> & "more"/);
    app.press(keys.esc);
    await app.see('❯ Launch the scan');
    expect(app.frame()).toBe(first);
  });

  test('shows what would change in a file that is there, and asks before it is overwritten', async () => {
    const app = await openAtReview();
    app.services.saveConfig.mockImplementation(async (_config, path, overwrite) =>
      overwrite ? { path } : { path, diff: '-platform: US1\n+platform: US2\n' },
    );
    app.press(keys.down, keys.enter);
    await app.see('Save the config');
    app.press(keys.enter);
    await app.see('+platform: US2');
    app.press(keys.enter);
    await app.miss('+platform: US2');
    app.press(keys.enter);
    await app.see('+platform: US2');
    app.press(keys.down, keys.enter);
    await app.see('Saved qualys-pc.yaml.');
  });

  test('says what a snippet cannot express, and how to mend it', async () => {
    const app = await openAtReview();
    app.press(keys.down, keys.down, keys.enter);
    await app.see('for which pipeline?');
    app.press(keys.enter);
    await app.see('This format cannot say everything that was answered:');
    app.press(keys.esc);
    await app.see('for which pipeline?');
  });

  test('shows a snippet and writes it to a file', async () => {
    const app = await openAtReview({ start: { prefilled: { ...file, authKind: 'none' } } });
    app.press(keys.down, keys.down, keys.enter);
    await app.see('for which pipeline?');
    app.press(keys.enter);
    await app.see("stage('Qualys Policy Compliance')");
    app.press('w');
    await app.see('❯ File');
    app.press(keys.enter);
    await app.see('Wrote the snippet to');
    expect(app.services.saveText.mock.calls[0]?.[0]).toContain('qualysPolicyComplianceScanner');
  });
});

describe('What an earlier session left', () => {
  const savedAt = new Date(nowMs - 3_600_000).toISOString();

  test('is offered at the start; going on leads to the first step that was not answered', async () => {
    const app = openApp({
      start: { keptDraft: { draft: { ...hostDraft, authKind: 'none' }, reached: 4, savedAt } },
    });
    await app.see('Go on with the answers from 1 hour ago (acme_ab1 on US2, 4 of 7 steps)');
    app.press(keys.enter);
    await app.see('❯ Password');
    app.press(keys.enter);
    await app.see('Connected.');
    app.press(keys.enter);
    await app.see('Which option profile');
  });

  test('is told whole at 40 columns too', async () => {
    const detachedScan = {
      reference: 'compliance/1',
      title: 'payments-api_1',
      launchedAt: savedAt,
      draft: ec2Draft,
    };
    const app = openApp({
      start: { keptDraft: { draft: hostDraft, reached: 4, savedAt }, detachedScan },
      terminal: { columns: 40, rows: 20 },
    });
    for (const text of [
      'payments-api_1',
      'compliance/1',
      'launched 1 hour ago',
      'Take up the scan that still runs',
    ])
      await app.see(text);
    await app.see(/Answers from 1 hour ago \(acme_ab1 on\s+US2, 4 of 7 steps\)/);
    expect(app.frame()).not.toContain('…');
  });

  test('can be left alone', async () => {
    const app = openApp({ start: { keptDraft: { draft: hostDraft, reached: 4, savedAt } } });
    await app.see('Start anew');
    app.press(keys.down, keys.enter);
    await app.see('❯ Platform');
    await app.see('such as acme_ab1');
  });

  test('a scan that still runs is taken up once the account is connected', async () => {
    const detachedScan = {
      reference: 'compliance/1',
      title: 'payments-api_1',
      launchedAt: savedAt,
      draft: ec2Draft,
    };
    const app = openApp({ start: { detachedScan } });
    await app.see('Take up the scan that still runs, launched 1 hour ago');
    app.press(keys.enter);
    await app.see('Connect to take up compliance/1');
    app.press(keys.enter);
    await app.see('Connected.');
    app.press(keys.enter);
    await expect.poll(() => app.services.launch.mock.calls.length).toBe(1);
    expect(app.services.launch.mock.calls[0]).toMatchObject([ec2Draft, {}, { resume: detachedScan }]);
  });

  test('is kept as one goes, without a password', async () => {
    const app = openApp();
    await connectTo(app);
    await expect
      .poll(() => app.services.keepDraft.mock.lastCall?.[0])
      .toMatchObject({
        draft: { platform: 'US2', username: 'acme_ab1' },
        reached: 1,
      });
    expect(JSON.stringify(app.services.keepDraft.mock.calls)).not.toContain('s3cret');
    expect(app.frames.join('')).not.toContain('s3cret');
  });

  test('is kept to the last letter when the wizard closes', async () => {
    const app = openApp();
    app.press(paste('us2'));
    await app.see('qualysapi.qg2');
    app.press(keys.ctrlC);
    await app.see('Leave the wizard?');
    app.press(keys.ctrlC);
    await expect
      .poll(() => app.services.keepDraft.mock.lastCall?.[0])
      .toMatchObject({ draft: { platform: 'US2' } });
  });
});

describe('ctrl-c', () => {
  test('closes at once what was not touched', async () => {
    const app = openApp();
    await app.see('Connect to Qualys');
    app.press(keys.ctrlC);
    await expect
      .poll(() => app.onEnd.mock.calls[0]?.[0])
      .toEqual({ exitCode: 130, lines: [], verdict: undefined });
  });

  test('asks when answers are there, and staying loses nothing', async () => {
    const app = openApp();
    await connectTo(app);
    app.type('10.20');
    await app.see('10.20');
    app.press(keys.ctrlC);
    await app.see('Leave the wizard?');
    await app.see('Passwords are not kept.');
    app.press(keys.enter);
    await app.see('10.20');
    expect(app.onEnd).not.toHaveBeenCalled();
  });

  test('asks over the screen: what is behind hears no key until it is answered', async () => {
    const app = await openAtReview();
    app.press(keys.esc);
    await app.see('How long');
    app.type('0');
    app.press(keys.enter);
    await app.see('every 20 minutes');
    await app.see('❯ Launch the scan');
    app.press(keys.up);
    await app.see('❯ Timeouts');
    app.press(keys.ctrlC);
    await app.see('Leave the wizard?');
    app.press('p', keys.tab, keys.enter);
    await app.see('❯ Timeouts');
    await app.see('In Qualys this will');
    app.press(keys.down, keys.down, keys.down, keys.enter);
    await app.see('for which pipeline?');
    app.press(keys.down, keys.enter);
    await app.see('pipeline {');
    app.press(keys.ctrlC);
    await app.see('Leave the wizard?');
    app.press('w', keys.enter);
    await app.see('pipeline {');
    expect(app.frame()).not.toContain('❯ File');
  });

  test('a second time leaves', async () => {
    const app = openApp();
    await connectTo(app);
    app.press(keys.ctrlC);
    await app.see('Leave the wizard?');
    app.press(keys.ctrlC);
    await expect.poll(() => app.onEnd.mock.calls[0]?.[0]).toMatchObject({ exitCode: 130 });
  });
});

test('? shows the keys where it is no letter, and any of esc closes them', async () => {
  const app = await openAtReview();
  app.press('?');
  await app.see('Keys on this screen');
  app.press(keys.esc);
  await app.see('In Qualys this will');
  expect(app.onEnd).not.toHaveBeenCalled();
});
