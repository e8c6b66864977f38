import { describe, expect, test } from 'vitest';
import { openWorkplace, type Workplace } from '../support/engine.js';

const debianOnly = { scan: { optionProfile: { id: '51504' } } };

const postureCalls = ({ simulator }: Workplace) =>
  simulator.journal.filter(({ path }) => path.includes('/compliance/posture/info/'));

describe('12,000 rows over three pages give the same verdict as one page; a cut-off document is fetched again or ends in 3 or 4, never in a verdict', () => {
  test('three pages and one document of the same rows', async () => {
    // One policy is read in pages; two policies share one document that Qualys never cuts.
    const paged = await openWorkplace({ scenario: 'many-pages', config: debianOnly });
    const whole = await openWorkplace({ scenario: 'many-pages' });
    const [first, second] = await Promise.all([paged.run(), whole.run()]);
    expect(first.code, first.stderr).toBe(1);
    expect(second.code, second.stderr).toBe(1);
    expect(postureCalls(paged).map(({ params }) => params.id_min !== undefined)).toEqual([false, true, true]);
    expect(postureCalls(whole)).toHaveLength(1);
    const policyOf = async (place: Workplace) => {
      const { policies, controls } = await place.result();
      const policy = policies.find(({ id }) => id === '5101');
      return { totals: policy?.totals, failing: policy?.failing, controls };
    };
    const [inPages, inOne] = await Promise.all([policyOf(paged), policyOf(whole)]);
    expect(inPages.totals).toMatchObject({ passed: 11_998, failed: 2 });
    expect(inPages).toEqual(inOne);
  });

  test('a document cut off once is fetched again, one that is always cut off ends in 3', async () => {
    const once = await openWorkplace({ scenario: 'many-pages-truncated-body', config: debianOnly });
    const always = await openWorkplace({ scenario: 'always-truncated' });
    const [mended, broken] = await Promise.all([once.run(), always.run()]);
    expect(mended.code, mended.stderr).toBe(1);
    expect((await once.result()).totals).toMatchObject({ passed: 11_998, failed: 2 });
    expect(broken.code, broken.stderr).toBe(3);
    expect((await always.result()).verdict.outcome).toBe('error');
  });
});
