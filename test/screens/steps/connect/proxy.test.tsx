import { describe, expect, test } from 'vitest';
import { ConnectScreen } from '../../../../src/screens/steps/connect/connect.js';
import { emptyDraft } from '../../../../src/wizard/draft.js';
import { keys, paste } from '../../../support/draw.js';
import { hostDraft } from '../../../wizard/answers.js';
import { drawStep } from '../../draw-step.js';

const draw = (draft = emptyDraft) =>
  drawStep('connect', ConnectScreen, { draft, facts: { connected: false } });
const toProxy = [keys.tab, keys.tab, keys.tab, keys.tab, keys.tab];

describe('A proxy', () => {
  test('asks for its login once there is one', async () => {
    const screen = draw();
    await screen.miss('Proxy user');
    screen.press(...toProxy);
    await screen.see('❯ Proxy');
    screen.type('proxy.acme.test:3128');
    await screen.see('Proxy user');
    await screen.see('Proxy password');
  });

  test('with a login typed into it letter by letter draws none of the password', async () => {
    const screen = draw();
    screen.press(...toProxy);
    await screen.see('❯ Proxy');
    screen.type('http://ci:s3c@ret@proxy.acme.test:3128');
    await screen.see('http://ci:••••••••••••••••••••••••••');
    await screen.see('Hidden: it may be a password');
    await screen.see(/Proxy user +ci/);
    screen.press(keys.tab);
    await screen.see(/Proxy +proxy\.acme\.test:3128/);
    expect(screen.seen.draft).toMatchObject({ proxy: 'proxy.acme.test:3128', proxyUsername: 'ci' });
    expect(screen.seen.secrets.proxyPassword).toBe('s3c@ret');
    for (const frame of screen.frames) expect(frame).not.toMatch(/ci:s|s3|ret/);
  });

  test('pasted with its login is taken apart at once', async () => {
    const screen = draw();
    screen.press(...toProxy);
    await screen.see('❯ Proxy');
    screen.press(paste('ci:s3cret@proxy:3128\n'));
    await screen.see(/❯ Proxy +proxy:3128/);
    await screen.see(/Proxy user +ci/);
    screen.press(keys.tab);
    await screen.see(/Proxy +proxy:3128/);
    expect(screen.seen.secrets.proxyPassword).toBe('s3cret');
    expect(screen.frames.join('')).not.toContain('s3cret');
  });

  test('without a port is told what one looks like', async () => {
    const screen = draw({ ...emptyDraft, platform: 'US2', username: 'a', proxy: 'proxy' });
    await screen.see('A proxy is a host and a port: proxy.acme.test:3128.');
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
