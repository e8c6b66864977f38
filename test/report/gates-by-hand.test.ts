import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWorkplace } from '../support/engine.js';

interface SarifLog {
  readonly runs: readonly {
    readonly results: readonly {
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
      }[];
    }[];
  }[];
}

const failOn = { states: ['fail'], criticalities: ['urgent', 'critical', 'serious'] };

describe('a gate, from run to run', () => {
  test('an exclusion that has ended excludes nothing, and the sentence about what fails does not name it', async () => {
    const place = await openWorkplace({
      scenario: 'fail',
      config: { criteria: { failOn, exclude: [{ cids: '1141' }, { cids: '2211', expires: '2020-01-01' }] } },
    });
    await place.run();
    const { criteria, verdict, exclusions } = await place.result();
    expect(criteria?.sentence).toBe(
      'The build fails when a control is (Fail) and (Urgent, Critical or Serious), except 1141.',
    );
    expect(verdict.notes.map(({ code }) => code)).toContain('exclusion-expired');
    expect(exclusions.map(({ expired }) => expired)).toEqual([false, true]);
  }, 60_000);

  test('a baseline is written, used and shrinks: what it holds does not count, what is new does, what is fixed is named', async () => {
    const place = await openWorkplace({ scenario: 'fail', config: { criteria: { failOn } } });
    expect((await place.run()).code).toBe(1);
    const written = await place.command(['report', 'results', '--baseline-out', 'baseline.json']);
    expect(written.code, written.stderr).toBe(0);
    const baseline = JSON.parse(await place.file('baseline.json')) as { entries: { cid: number }[] };
    expect(baseline.entries.length).toBeGreaterThan(1);

    place.writeConfig({ criteria: { failOn, baseline: 'baseline.json' } });
    expect((await place.run(['--new'])).code).toBe(0);
    expect((await place.result()).totals).toMatchObject({ failing: 0, baselined: baseline.entries.length });
    const [known] = baseline.entries;
    const explained = await place.command(['report', 'results', '--explain', String(known?.cid)]);
    expect(explained.stdout).toContain('in the baseline: it failed before the gate was there');

    const [first, ...others] = baseline.entries;
    const passing = { ...first, cid: 1071 };
    await writeFile(
      join(place.folder, 'baseline.json'),
      JSON.stringify({ version: 1, entries: [passing, ...others] }),
    );
    expect((await place.run(['--new'])).code).toBe(1);
    const result = await place.result();
    expect(result.totals).toMatchObject({ failing: 1, baselined: others.length });
    expect(result.controls.map(({ cid }) => cid)).toEqual([first?.cid]);
    await place.command(['report', 'results', '--baseline-out', 'smaller.json']);
    const smaller = JSON.parse(await place.file('smaller.json')) as { entries: { cid: number }[] };
    expect(smaller.entries.map(({ cid }) => cid)).not.toContain(1071);
    expect(smaller.entries).toHaveLength(baseline.entries.length);
  }, 60_000);
});

describe('SARIF places its findings in the config file, from the run and from a saved result alike', () => {
  test.each([
    ['ci/scan.yaml', 'ci/scan.yaml'],
    ['../elsewhere.yaml', 'qualys-pc.json'],
  ])(
    '%s',
    async (configFile, uri) => {
      const place = await openWorkplace({
        scenario: 'fail',
        config: { criteria: { failOn }, reports: { formats: ['sarif'] } },
      });
      const path = join(place.folder, configFile);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, await place.file('qualys-pc.json'));
      onTestFinished(() => rm(path, { force: true }));
      expect((await place.run(['--config', configFile])).code).toBe(1);
      const fromRun = await place.file('results/results.sarif');
      const { runs } = JSON.parse(fromRun) as SarifLog;
      expect(runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(uri);
      const again = await place.command(['report', 'results', '--format', 'sarif']);
      expect(again.stdout).toBe(fromRun);
    },
    60_000,
  );
});
