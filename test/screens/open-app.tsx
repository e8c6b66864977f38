import { vi } from 'vitest';
import { App } from '../../src/app.js';
import type { TerminalTraits } from '../../src/ui/frame/ui-context.js';
import type { WizardEnding, WizardStart } from '../../src/wizard/services.js';
import { draw, keys } from '../support/draw.js';
import { type FakeAccount, fakeServices, freshStart, fullAccount, nowMs } from './fake-services.js';

interface OpenOptions {
  readonly start?: Partial<WizardStart>;
  readonly account?: Partial<FakeAccount>;
  readonly terminal?: Partial<TerminalTraits>;
}

/** The whole wizard over a fake account, in a terminal of a given size. */
export function openApp({ start = {}, account = {}, terminal = {} }: OpenOptions = {}) {
  const fake = fakeServices({ ...fullAccount, ...account });
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
  app.press(keys.tab);
  app.type('acme_ab1');
  app.press(keys.tab);
  app.type('s3cret-Passw0rd');
  await app.see('••••');
  app.press(keys.enter);
  await app.see('Connected.');
  app.press(keys.enter);
  await app.see('What should be scanned?');
}
