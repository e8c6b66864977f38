import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ControlLine, postureStates } from '../../../src/workflow/results/control-line.js';
import { ControlLineTexts } from '../../../src/workflow/results/controls-writer.js';

/** Few values of each, so that lines share parts as those of an account do; and any text at all. */
const anyOf = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { minLength: 1, maxLength: 3 });
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('"', '\\', '\u2028', '\ud800'),
);
const parts = fc.record({
  policyId: anyOf(fc.constantFrom('5101', '5102')),
  cid: anyOf(fc.constantFrom(1141, 11_411)),
  statement: anyOf(text),
  criticality: anyOf(fc.record({ value: fc.integer({ min: 0, max: 5 }), label: text })),
  host: anyOf(fc.record({ id: text, ip: text, dns: text }, { requiredKeys: ['id', 'ip'] })),
  technology: anyOf(text),
  instance: anyOf(text),
  missing: anyOf(fc.array(text, { maxLength: 3 })),
  unexpected: anyOf(fc.array(text, { maxLength: 3 })),
  evaluatedAt: anyOf(fc.option(text)),
  exception: anyOf(fc.option(fc.record({ status: text, endsAt: fc.option(text) }))),
  exclusion: anyOf(fc.option(fc.record({ cids: text, reason: fc.option(text), expires: fc.option(text) }))),
});

test('a line is the text of JSON.stringify, whatever the lines before it share with it', () => {
  fc.assert(
    fc.property(parts, fc.array(fc.nat(), { maxLength: 12 * 15 }), (values, picks) => {
      const texts = new ControlLineTexts();
      for (let at = 0; at + 15 <= picks.length; at += 15) {
        const pick = <T>(from: readonly T[], which: number) =>
          from[(picks[at + which] ?? 0) % from.length] as T;
        const line: ControlLine = {
          policyId: pick(values.policyId, 0),
          cid: pick(values.cid, 1),
          statement: pick(values.statement, 2),
          criticality: pick(values.criticality, 3),
          host: pick(values.host, 4),
          technology: pick(values.technology, 5),
          instance: pick(values.instance, 6),
          state: pick(postureStates, 7),
          missing: pick(values.missing, 8),
          unexpected: pick(values.unexpected, 9),
          evaluatedAt: pick(values.evaluatedAt, 10),
          exception: pick(values.exception, 11),
          counts: pick(['fail', 'warn', 'no'] as const, 12),
          why: pick(['criteria', 'excluded', 'exception', 'baseline', 'not-selected'] as const, 13),
          exclusion: pick(values.exclusion, 14),
        };
        expect(texts.textOf(line)).toBe(`${JSON.stringify(line)}\n`);
      }
    }),
    { numRuns: 500 },
  );
});
