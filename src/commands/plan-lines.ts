import { printable } from '../text/printable.js';
import type { Plan, PlannedChange } from '../workflow/plan-changes.js';

const objectWords = {
  ip: 'IP',
  'auth-record': 'auth record',
  'asset-group': 'asset group',
  policy: 'policy',
  connector: 'connector',
  scan: 'scan',
} as const satisfies Record<PlannedChange['object'], string>;

const actionSymbols = {
  create: '+',
  update: '~',
  run: '>',
  launch: '>',
  unchanged: '=',
} as const satisfies Record<PlannedChange['action'], string>;

/** The plan as lines: what was found, then each object a run creates or changes, before -> after. */
export function planLines(plan: Plan): string[] {
  const { found, changes, newIps } = plan;
  const policies = found.policies.map(({ id, title }) => `${title} (${id})`).join(', ');
  const facts: [string, string][] = [
    ['Account', found.account],
    ['Target', found.target],
    ['Scanner', found.scanner],
    ['Profile', `${found.optionProfile.title} (${found.optionProfile.id})`],
    ['Policies', policies],
    ['Title', found.scanTitle],
  ];
  return [
    ...facts.map(([label, text]) => `  ${label.padEnd(10)}${printable(text)}`),
    '',
    '  In Qualys this will',
    ...changes.map(changeLine),
    ...(newIps === null || newIps.count === '0' ? [] : ['', `  ! ${licenceWords(newIps.count)}`]),
  ];
}

function changeLine({ action, object, name, before, after }: PlannedChange): string {
  const title = `${objectWords[object]} ${printable(name)}`;
  if (action === 'unchanged') return `  = keep ${title}   ${printable(after)}`;
  const change = before === null ? printable(after) : `${printable(before)} -> ${printable(after)}`;
  return `  ${actionSymbols[action]} ${object === 'ip' ? 'add' : action} ${title}   ${change}`;
}

function licenceWords(count: string): string {
  return count === '1'
    ? '1 IP is new to the account and uses a licence.'
    : `${count} IPs are new to the account; each uses a licence.`;
}
