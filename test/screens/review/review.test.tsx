import { describe, expect, test } from 'vitest';
import { keys } from '../../support/draw.js';
import { passingScan, scanOf } from '../events.js';
import { somePlan } from '../fake-services.js';
import { openAtReview } from '../open-app.js';

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
    app.services.launch.mockReturnValue(scanOf(passingScan));
    app.press(keys.enter);
    await app.see('PASSED');
    app.press(keys.esc);
    await app.see('❯ See the verdict');
    app.press(keys.enter);
    await app.see('PASSED');
    expect(app.services.launch).toHaveBeenCalledOnce();
  });
});
