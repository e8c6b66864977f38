import { vi } from 'vitest';
import { App } from '../../src/app.js';
// Loaded before the app loads it late: the end of a quick test would not wait for that.
import '../../src/screens/save/snippet.js';
import type { TerminalTraits } from '../../src/ui/frame/ui-context.js';
import { configFromDraft } from '../../src/wizard/draft-config.js';
import type { WizardEnding, WizardStart } from '../../src/wizard/services.js';
import type { ScanEvent } from '../../src/workflow/run/events.js';
import { draw, keys } from '../support/draw.js';
import { sampleResult } from '../support/sample-result.js';
import { timeAt } from '../support/sample-run.js';
import { hostDraft } from '../wizard/answers.js';
import { type FakeAccount, fakeServices, freshStart, fullAccount, nowMs } from './fake-services.js';

interface OpenOptions {
  readonly start?: Partial<WizardStart>;
  readonly account?: Partial<FakeAccount>;
  readonly terminal?: Partial<TerminalTraits>;
  /** Of the scan that is launched. */
  readonly events?: readonly ScanEvent[];
  /** What Review says once it is there. */
  readonly until?: string;
}

/** The whole wizard over a fake account, in a terminal of a given size. */
export function openApp({ start = {}, account = {}, terminal = {}, events }: OpenOptions = {}) {
  const fake = fakeServices({ ...fullAccount, ...account }, events);
  const onEnd = vi.fn<(ending: WizardEnding) => void>();
  const clock = { now: () => nowMs, sleep: () => new Promise<void>(() => undefined) };
  const screen = draw(
    <App
      start={{ ...freshStart, ...start }}
      services={fake.services}
      clock={clock}
      terminal={{ multiplexer: 'none', taskProgress: false }}
      onEnd={onEnd}
    />,
    terminal,
  );
  /** Types a text key by key. */
  const type = (text: string) => screen.press(...text);
  return { ...screen, ...fake, onEnd, type };
}

/** Through the first screen, with its connection tested. */
export async function connectTo(app: ReturnType<typeof openApp>): Promise<void> {
  app.type('us2');
  await app.see('qualysapi.qg2.apps.qualys.com');
  app.press(keys.tab, keys.tab);
  app.type('acme2ab1');
  app.press(keys.tab);
  app.type('s3cret-Passw0rd');
  await app.see('••••');
  app.press(keys.enter);
  await app.see('Connected.');
  app.press(keys.enter);
  await app.see('What should be scanned?');
}

/** From the target to Review, taking what is proposed. */
export async function walkToReview(app: ReturnType<typeof openApp>): Promise<void> {
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

/** The answers of a config file: its auth record keeps the password that is in Qualys. */
export const answersOfFile = { ...hostDraft, base: configFromDraft(hostDraft), authKeepsPassword: true };
const record = {
  id: '7',
  platform: 'unix',
  title: 'Jenkins_unix_payments-api',
  username: 'scan',
  ips: '',
} as const;

/** The wizard with the answers of a file, connected and on Review. */
export async function openAtReview(options: OpenOptions = {}) {
  const app = openApp({
    ...options,
    account: { authRecord: record, ...options.account },
    start: { prefilled: answersOfFile, configPath: 'qualys-pc.yaml', ...options.start },
  });
  await app.see('❯ Password');
  app.press(keys.enter);
  await app.see('Connected.');
  app.press(keys.enter);
  await app.see(options.until ?? 'In Qualys this will');
  return app;
}

/** The verdict of a run that fails, which Review launched. */
export async function openAtVerdict() {
  const judged = { v: 1, time: timeAt(0), type: 'judged', step: 'report', result: sampleResult() } as const;
  const app = await openAtReview({ events: [judged], terminal: { rows: 40 } });
  await app.see('❯ Launch the scan');
  app.press(keys.enter);
  await app.see('FAILED');
  return app;
}
