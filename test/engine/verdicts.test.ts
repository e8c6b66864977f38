import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { identityToken } from '../../src/simulator/accounts/acme.js';
import type { Result } from '../../src/workflow/results/result.js';
import { startVirtualTime } from '../faults/virtual-time.js';
import { openWorkplace, type Tree } from '../support/engine.js';
import { root } from '../support/program.js';

interface Verdict {
  readonly name: string;
  readonly scenario: string;
  readonly config: Tree;
  readonly exitCode: number;
  readonly outcome: string | null;
  readonly totals: Partial<Result['totals']> | null;
  readonly failingCids: readonly number[] | null;
  readonly reason: string | null;
  /** Most scans that are launched; one without it. */
  readonly scans?: number;
}

const { base, verdicts } = parse(readFileSync(`${root}/test/verdicts.yaml`, 'utf8')) as {
  base: Tree;
  verdicts: readonly Verdict[];
};

/** As the file says: keys of `scan` one by one, `criteria` and `timeouts` as a whole. */
function configOf({ scan, ...rest }: Tree): Tree {
  const merged = { ...base, ...rest };
  return scan === undefined ? merged : { ...merged, scan: { ...(base.scan as Tree), ...(scan as Tree) } };
}

// One after the other, on virtual time: a wait costs nothing, and none is cut short by another scan's work.
beforeAll(startVirtualTime);

test.for(verdicts)(
  'A scan of a host, of several hosts and ranges, and of EC2 instances each end with the right verdict and exit code: $name ($scenario)',
  { timeout: 120_000 },
  async (
    { scenario, config, exitCode, outcome, totals, failingCids, reason, scans = 1 },
    { onTestFinished },
  ) => {
    const place = await openWorkplace({ scenario, virtual: true, onTestFinished });
    place.writeWhole(configOf(config));
    const { client } = place.simulator.account;
    const env = {
      QUALYS_CLIENT_SECRET: client.secret,
      QUALYS_OLD_SECRET: 'not the secret of any client',
      QUALYS_TOKEN: identityToken,
    };
    const { code, stderr } = await place.here(['run'], { env });
    expect(code, stderr).toBe(exitCode);
    expect(place.launches(), 'accepted launches').toBeLessThanOrEqual(scans);
    if (exitCode === 2) return;
    const result = await place.result();
    expect(result.verdict).toMatchObject({ outcome, exitCode });
    if (reason !== null) expect(result.verdict.reasons[0]?.code).toBe(reason);
    if (totals !== null) expect(result.totals).toMatchObject(totals);
    const cids = result.controls.filter(({ counts }) => counts === 'fail').map(({ cid }) => cid);
    if (failingCids !== null) expect([...new Set(cids)].sort((a, b) => a - b)).toEqual(failingCids);
  },
);
