import { printable } from '../text/printable.js';
import type { Plan } from '../workflow/plan-changes.js';
import { changeWords, licenceWords } from '../workflow/plan-words.js';

/** The plan as lines: what was found, then each object a run creates or changes, before -> after. */
export function planLines({ found, changes, newIps }: Plan): string[] {
  const licence = licenceWords(newIps);
  const [first, ...more] = found.policies.map(({ id, title }) => `${title} (${id})`);
  const facts: [label: string, text: string][] = [
    ['Account', found.account],
    ['Target', found.target],
    ['Scanner', found.scanner],
    ['Profile', `${found.optionProfile.title} (${found.optionProfile.id})`],
    ['Policies', first ?? 'none'],
    ...more.map((policy): [string, string] => ['', policy]),
    ['Title', found.scanTitle],
  ];
  return [
    ...facts.map(([label, text]) => `  ${label.padEnd(10)}${printable(text)}`),
    '',
    '  In Qualys this will',
    ...changes.flatMap((change) => {
      const { sign, what, how } = changeWords(change);
      return [`  ${sign} ${printable(what)}`, `      ${printable(how)}`];
    }),
    ...(licence === undefined ? [] : ['', `  ! ${licence}`]),
  ];
}
