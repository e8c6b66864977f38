import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RowSpool } from '../../src/files/row-spool.js';
import { type RawRow, RowBlock, unpackRows } from '../../src/qualys/posture/row-block.js';

const text = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .filter((value) => value.isWellFormed() && !/[\u0000-\u001f]/.test(value));

describe('a block of rows', () => {
  const contexts = fc.array(
    fc.record({
      wrapper: fc.nat({ max: 20 }),
      technologyId: text,
      instance: text,
      exception: fc.option(fc.record({ status: text, endsAt: text }), { nil: undefined }),
      evaluatedAt: text,
      statusDate: text,
    }),
    { minLength: 1, maxLength: 3 },
  );
  const row = fc.record({
    context: fc.nat(),
    id: text,
    hostId: fc.constantFrom('3301', '3302', ''),
    cid: text,
    status: fc.constantFrom('passed' as const, 'failed' as const, 'error' as const),
    missing: fc.array(text, { maxLength: 3 }),
    unexpected: fc.array(text, { maxLength: 3 }),
  });

  test('gives every row back as it was, and is empty once it was taken', () => {
    fc.assert(
      fc.property(contexts, fc.array(row, { minLength: 1, maxLength: 8 }), (shared, rows) => {
        const given = rows.map((part): RawRow => {
          const context = shared[part.context % shared.length];
          if (context === undefined) throw new Error('there is at least one');
          return { ...part, context };
        });
        const block = new RowBlock();
        for (const times of [1, 2]) {
          for (const one of given) block.add(one);
          expect(block.rows, `time ${times}`).toBe(given.length);
          expect([...unpackRows(block.take(), (one) => one)]).toEqual(given);
        }
        expect(block.rows).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the spool', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qualys-pc-spool-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const blocksOf = async (spool: RowSpool) => {
    const blocks: string[] = [];
    for await (const block of spool.blocks()) blocks.push(block);
    return blocks;
  };

  test('gives blocks back in their order, from memory, file, or both, without those that were taken back', async () => {
    const block = fc.integer({ min: 1, max: 90_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(block, { maxLength: 12 }),
        fc.array(block, { maxLength: 12 }),
        fc.array(block, { maxLength: 12 }),
        async (kept, takenBack, added) => {
          const spool = new RowSpool(folder, { memoryBytes: 100_000 });
          let number = 0;
          const add = async (lengths: readonly number[]) => {
            const blocks = lengths.map((length) => `${number++}é`.padEnd(length, '.'));
            for (const one of blocks) {
              spool.add(one);
              await spool.settle();
            }
            return blocks;
          };
          const first = await add(kept);
          const mark = spool.mark();
          await add(takenBack);
          spool.rollBack(mark);
          const second = await add(added);
          expect(await blocksOf(spool)).toEqual([...first, ...second]);
          await spool.remove();
          expect(await blocksOf(spool)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
    expect(await readdir(folder)).toEqual([]);
  });
});
