import { printable } from '../text/printable.js';
import type { Plan } from '../workflow/plan-changes.js';
import { changeWords, licenceWords } from '../workflow/plan-words.js';

/** The plan as lines: what was found, then each object a run creates or changes, before -> after. */
export function planLines(plan: Plan): string[] {
  const { found, changes, newIps } = plan;
  const licence = licenceWords(newIps);
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
    ...changes.map((change) => {
      const { sign, what, how } = changeWords(change);
      return `  ${sign} ${printable(what)}   ${printable(how)}`;
    }),
    ...(licence === undefined ? [] : ['', `  ! ${licence}`]),
  ];
}
