import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ControlLine, controlLineSchema } from '../../../src/workflow/results/control-line.js';
import { ControlLineReader } from '../../../src/workflow/results/control-line-reader.js';
import { anyRows } from '../../report/support/hostile.js';
import { row } from '../../support/result-of-rows.js';

describe('lines of controls.jsonl are read by their parts', () => {
  test('a row is what the whole line says, whatever lines came before it', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const reader = new ControlLineReader();
        for (const line of [...rows, ...rows]) expect(reader.rowOf(JSON.stringify(line))).toEqual(line);
      }),
    );
  });

  test('a text that holds the mark between two parts is a text', () => {
    const marks = ',"host":{ ,"state":"passed" "}';
    const line = row({ statement: marks, technology: marks, unexpected: [marks], job: marks });
    expect(new ControlLineReader().rowOf(JSON.stringify(line))).toEqual(line);
  });

  test('rows share what their lines share', () => {
    const reader = new ControlLineReader();
    const [a, b] = [row({ cid: 1 }), row({ cid: 2 })].map((line) => reader.rowOf(JSON.stringify(line)));
    expect(a?.cid).toBe(1);
    expect(b?.cid).toBe(2);
    expect(a?.host).toBe(b?.host);
  });

  const whole = JSON.stringify(row());
  test.each<[string, string]>([
    ['no JSON', 'nothing'],
    ['an empty object', '{}'],
    ['a line cut short', whole.slice(0, -1)],
    ['a line with something after it', `${whole}}`],
    ['two lines in one', whole + whole],
    ['a key that no row has', whole.replace('"state":"passed"', '"state":"passed","password":"x"')],
    ['a key within the criticality', whole.replace('"label":"URGENT"', '"label":"URGENT","host":{}')],
    ['a state that no row has', whole.replace('passed', 'green')],
    ['a number as text', whole.replace('1141', '"1141"')],
  ])('is no row: %s', (_, line) => {
    const reader = new ControlLineReader();
    reader.rowOf(whole);
    expect(reader.rowOf(line)).toBeUndefined();
    expect(isRow(line)).toBe(false);
  });

  const { policyId, ...rest } = row();
  test.each<[string, string]>([
    ['in another order', JSON.stringify({ ...rest, policyId })],
    ['with a key twice', whole.replace('"technology":', '"why":"baseline","technology":')],
  ])('JSON of a row is left to who reads it whole: %s', (_, line) => {
    expect(new ControlLineReader().rowOf(line)).toBeUndefined();
    expect(isRow(line)).toBe(true);
  });

  test('more texts than are remembered are read all the same', () => {
    const reader = new ControlLineReader();
    const lines: ControlLine[] = Array.from({ length: 9_000 }, (_, index) => row({ cid: index + 1 }));
    for (const line of lines) expect(reader.rowOf(JSON.stringify(line))).toEqual(line);
  });
});

function isRow(line: string): boolean {
  try {
    return controlLineSchema.safeParse(JSON.parse(line)).success;
  } catch {
    return false;
  }
}
