// The budgets of the program, measured in one run: `npm run bench`.
import { benchList } from './list.js';
import type { BenchRow } from './measure.js';
import { benchStartUp } from './start-up.js';

const benches: readonly (() => Promise<BenchRow[]>)[] = [benchStartUp, benchList];

function amount(value: number, unit: BenchRow['unit']): string {
  const digits = unit === 'x' ? 2 : unit === 'calls' ? 0 : 1;
  return unit === 'x' ? `${value.toFixed(digits)} x` : `${value.toFixed(digits)} ${unit}`;
}

const rows: BenchRow[] = [];
for (const bench of benches) {
  for (const row of await bench()) {
    rows.push(row);
    const word = row.measured <= row.limit ? 'ok  ' : 'over';
    const measured = amount(row.measured, row.unit).padStart(11);
    const limit = `at most ${amount(row.limit, row.unit)}`.padEnd(19);
    process.stdout.write(`${word} ${measured}  ${limit}  ${row.what}, against ${row.against}\n`);
  }
}
const over = rows.filter(({ measured, limit }) => !(measured <= limit));
process.stdout.write(`${rows.length - over.length} within budget, ${over.length} over\n`);
process.exitCode = over.length === 0 && rows.length > 0 ? 0 : 1;
