import { mkdir, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { reportFileNames, reportFormats } from '../../src/config/names.js';
import { writeReports } from '../../src/report/write-reports.js';
import { failing, inputOf, row } from '../support/result-of-rows.js';
import { render } from './support/render.js';

describe('formats are written in shared passes, cheapest first', () => {
  async function folder(): Promise<string> {
    return mkdtemp(join(tmpdir(), 'shared-rows-'));
  }

  test('those that read the rows do so together, and write what each writes alone', async () => {
    const input = inputOf(Array.from({ length: 3_000 }, (_, index) => failing({ cid: 1 + (index % 700) })));
    let readings = 0;
    const counting = {
      ...input,
      rows: () => {
        readings += 1;
        return input.rows();
      },
    };
    const directory = await folder();
    const written = await writeReports(counting, { directory, formats: ['junit', 'csv', 'sarif'] });
    expect(readings).toBe(1);
    expect(written.map((path) => basename(path))).toEqual(['results.sarif', 'junit.xml', 'controls.csv']);
    for (const format of ['junit', 'csv'] as const)
      expect(await readFile(join(directory, reportFileNames[format]), 'utf8')).toBe(
        await render(format, input),
      );
  });

  test('all formats at once: those that need no rows first, all others in one reading of them', async () => {
    const input = inputOf([failing(), row()]);
    let readings = 0;
    const rows = () => {
      readings += 1;
      return input.rows();
    };
    const written = await writeReports(
      { ...input, rows },
      { directory: await folder(), formats: [...reportFormats].reverse() },
    );
    const names = written.map((path) => basename(path));
    expect(readings).toBe(1);
    expect(names.slice(0, 5).sort()).toEqual([
      'codequality.json',
      'report.css',
      'report.txt',
      'results.sarif',
      'summary.md',
    ]);
    expect(names.slice(5).sort()).toEqual(['controls.csv', 'hdf.json', 'junit.xml', 'report.html']);
  });

  test('one that cannot be written ends the reading, and the others are whole or not there', async () => {
    const directory = await folder();
    await mkdir(join(directory, 'junit.xml', 'in-the-way'), { recursive: true });
    const input = inputOf(Array.from({ length: 3_000 }, (_, index) => failing({ cid: index + 1 })));
    await expect(writeReports(input, { directory, formats: ['junit', 'csv'] })).rejects.toMatchObject({
      kind: 'usage',
    });
    expect(parse(await readFile(join(directory, 'controls.csv'), 'utf8'), { bom: true })).toHaveLength(3_001);
  });

  test('a signal is heard between the files and inside them: nothing half written is left', async () => {
    const stop = new AbortController();
    const directory = await folder();
    const rows = async function* () {
      for (let index = 0; index < 3_000; index += 1) {
        if (index === 1_500) stop.abort(new Error('stopped'));
        stop.signal.throwIfAborted();
        yield [failing({ cid: index + 1 })];
      }
    };
    const { result } = inputOf([failing()]);
    await expect(
      writeReports({ result, rows }, { directory, formats: reportFormats, signal: stop.signal }),
    ).rejects.toThrow('stopped');
    expect((await readdir(directory)).sort()).toEqual([
      'codequality.json',
      'report.css',
      'report.txt',
      'results.sarif',
      'summary.md',
    ]);
    await expect(
      writeReports({ result, rows }, { directory: await folder(), formats: ['text'], signal: stop.signal }),
    ).rejects.toThrow('stopped');
  });
});
