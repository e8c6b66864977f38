import { expect, test } from 'vitest';
import { keys } from '../support/draw.js';
import { expectFits, terminalSizes } from '../support/frames.js';
import { hostDraft } from '../wizard/answers.js';
import { answersOfFile, connectTo, openApp } from './open-app.js';

const jobs = {
  jobs: [
    { name: 'payments-api', draft: { ...answersOfFile, jobName: 'payments-api' } },
    { name: 'ledger', draft: { ...answersOfFile, jobName: 'ledger', ips: '10.20.31.1' } },
  ],
  newJob: { ...hostDraft, platform: '', username: '', ips: '', jobName: '', scanner: 'edge-scan-01' },
};
const start = { jobs, configPath: 'estate.yaml' };
const record = {
  id: '7',
  platform: 'unix',
  title: 'Jenkins_unix_ledger',
  username: 'scan',
  ips: '',
} as const;

test('the wizard opens on a config with several jobs: one is chosen, and saved as the job that it is', async () => {
  const app = openApp({ start, account: { authRecord: record } });
  await app.see('Which job of estate.yaml?');
  await app.see(/❯ payments-api +10\.20\.30\.40/);
  app.press('/', ...'ledg', keys.enter);
  await app.see('Connect to Qualys   from estate.yaml');
  await app.see('❯ Password');
  app.press(keys.enter);
  await app.see('Connected.');
  app.press(keys.enter);
  await app.see('In Qualys this will');
  await app.see(/Target +10\.20\.31\.1/);
  app.services.saveConfig.mockResolvedValue({ path: 'estate.yaml', job: 'ledger' });
  app.press(keys.down, keys.enter);
  await app.see(/❯ File +estate\.yaml/);
  app.press(keys.enter);
  await app.see('qualys-pc run --config estate.yaml --job ledger');
  expect(app.services.saveConfig.mock.calls[0]?.[0]).toMatchObject({ scan: { jobName: 'ledger' } });
});

test('a new one begins with what the file says of all jobs, and asks for the rest', async () => {
  const app = openApp({ start });
  await app.see('Which job of estate.yaml?');
  app.press(keys.down, keys.down);
  await app.see('❯ A new job');
  app.press(keys.enter);
  await app.see('Connect to Qualys');
  await connectTo(app);
  await app.see('such as 10.20.30.40');
});

test('no list answers by itself: enter chooses no job while the filter leaves none', async () => {
  const app = openApp({ start });
  await app.see('Which job of estate.yaml?');
  app.press('/', ...'nothing has this');
  await app.see('0 of 3');
  app.press(keys.enter, keys.enter);
  app.press(keys.esc);
  await app.see(/❯ payments-api/);
  expect(app.frames.join('\n')).not.toContain('Connect to Qualys');
});

test('ctrl-c on the choice leaves', async () => {
  const app = openApp({ start });
  await app.see('Which job of estate.yaml?');
  app.press(keys.ctrlC);
  await expect.poll(() => app.onEnd.mock.calls).toEqual([[{ exitCode: 130, lines: [] }]]);
});

test.each([...terminalSizes, { columns: 30, rows: 10 }])(
  'fifty jobs fit at $columns x $rows',
  async ({ columns, rows }) => {
    const many = Array.from({ length: 50 }, (_, n) => ({ name: `job-${n} of the estate`, draft: hostDraft }));
    const app = openApp({ start: { ...start, jobs: { ...jobs, jobs: many } }, terminal: { columns, rows } });
    await app.see('❯ job-0');
    app.press(keys.end);
    await app.see('❯ A new job');
    for (const frame of app.frames) expectFits(frame, columns, rows);
  },
);
