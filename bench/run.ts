import { cpus } from 'node:os';
import type { BenchRow } from './measure.js';

// The budgets of the program, measured in one run: `npm run bench`, or `npm run bench -- list start-up`. With --json
// standard output holds one document, and the lines for people go to standard error.

// React's development mode is not what the program ships.
process.env.NODE_ENV = 'production';

/** Every bench by its file; each is loaded when its turn comes, so that none weighs on another. */
const benches: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  'start-up': async () => (await import('./start-up.js')).benchStartUp(),
  list: async () => (await import('./list.js')).benchList(),
  reports: async () => (await import('./reports.js')).benchReports(),
  page: async () => (await import('./page.js')).benchPage(),
  posture: async () => (await import('./posture.js')).benchPosture(),
  units: async () => (await import('./units.js')).benchUnits(),
  'many-hosts': async () => (await import('./many-hosts.js')).benchManyHosts(),
  'api-calls': async () => (await import('./api-calls.js')).benchApiCalls(),
};

function amount(value: number, unit: BenchRow['unit']): string {
  const digits = { x: 2, ms: 1, MB: 1, calls: 0 }[unit];
  return `${value.toFixed(digits)} ${unit}`;
}

const isJson = process.argv.includes('--json');
const lines = isJson ? process.stderr : process.stdout;
const asked = process.argv.slice(2).filter((word) => word !== '--json');
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0)
  throw new RangeError(`No bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`);
const rows: (BenchRow & { readonly bench: string; readonly within: boolean })[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  for (const row of await bench()) {
    const within = row.measured <= row.limit;
    rows.push({ bench: name, ...row, within });
    const word = within ? 'ok  ' : 'over';
    const measured = amount(row.measured, row.unit).padStart(11);
    const limit = `at most ${amount(row.limit, row.unit)}`.padEnd(19);
    lines.write(`${word} ${measured}  ${limit}  ${row.what}, against ${row.against}\n`);
  }
}
const over = rows.filter(({ within }) => !within).length;
lines.write(`${rows.length - over} within budget, ${over} over\n`);
if (isJson) {
  const machine = { node: process.version, platform: process.platform, cpus: cpus().length };
  process.stdout.write(`${JSON.stringify({ version: 1, machine, over, rows }, null, 2)}\n`);
}
process.exitCode = over === 0 ? 0 : 1;
