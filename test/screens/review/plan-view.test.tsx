import { describe, expect, test } from 'vitest';
import { PlanView } from '../../../src/screens/review/plan-view.js';
import { draw } from '../../support/draw.js';
import { terminalSizes } from '../../support/frames.js';
import { failed, loading, ready } from '../draw-step.js';
import { somePlan } from '../fake-services.js';

const attach = (name: string) =>
  ({ step: 'policies', action: 'update', object: 'policy', name, before: 'without', after: 'with' }) as const;
const plan = {
  ...somePlan,
  changes: [
    ...somePlan.changes,
    attach('CIS Debian 12 v1.0'),
    attach('Acme Hardening'),
    { ...attach('Kept'), action: 'unchanged' as const },
  ],
  newIps: { count: '2', ips: '10.0.0.1-10.0.0.2' },
};

describe.each(terminalSizes)('At $columns x $rows the plan', ({ columns, rows }) => {
  test('says every change whole, on lines of its own', async () => {
    const screen = draw(<PlanView plan={ready([plan])} lines={40} />, { columns, rows });
    const words = () => screen.frame().replace(/\s+/g, ' ');
    await screen.see('In Qualys this will');
    expect(words()).toContain('+ create auth record');
    expect(words()).toContain('~ add the group to 2 policies');
    expect(words()).toContain('CIS Debian 12 v1.0 · Acme Hardening');
    expect(words()).toContain('= keep 1 as it is');
    expect(words()).toContain('! 2 IPs are new to the account; each uses a licence.');
    expect(screen.frame()).toMatch(/^ +[+~>] \S/m);
    for (const line of screen
      .frame()
      .split('\n')
      .filter((each) => each.includes('= keep')))
      expect(line.trim()).toBe('= keep 1 as it is');
  });
});

test('where there is little room every change keeps a line, and what is cut has an ellipsis', async () => {
  const long = { ...plan, changes: plan.changes.map((change) => ({ ...change, after: 'x '.repeat(99) })) };
  const screen = draw(<PlanView plan={ready([long])} lines={5} />);
  await screen.see('In Qualys this will');
  const lines = screen.frame().split('\n');
  expect(lines).toHaveLength(1 + 4 + 1 + 1);
  expect(lines.filter((line) => /^ +[+~>] \S.*…$/.test(line))).toHaveLength(4);
});

test('the plan that is read keeps its place, and one that cannot be read says why', async () => {
  await draw(<PlanView plan={loading} lines={4} />).see('Reading what this would change in Qualys …');
  await draw(<PlanView plan={failed()} lines={4} />).see('HTTP 500: Internal Server Error');
});
