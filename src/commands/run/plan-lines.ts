import { counted } from '../../text/counted.js';
import { printable } from '../../text/printable.js';
import { changeWords, type Plan, type PlannedChange, planWords } from '../../workflow/plan/plan-changes.js';

/** The plan as lines: what was found, then each object a run creates or changes, before -> after. */
export function planLines(plan: Plan): string[] {
  const { found } = plan;
  const { heading, changed, kept, licence } = planWords(plan);
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
    ...facts.map(([label, text]) => `${label.padEnd(10)}${printable(text)}`),
    '',
    heading,
    ...changed.flatMap((change) => {
      const { sign, what, how } = changeWords(change);
      return [`${sign} ${printable(what)}`, `    ${printable(how)}`];
    }),
    ...keptLine(kept),
    ...(licence === undefined ? [] : ['', `! ${licence}`]),
  ];
}

/** Which versions of the API answered, with those past their support marked. */
export function versionLines({ apiVersions }: Plan): string[] {
  const words = apiVersions.map(
    ({ endpoint, action, version, pastSupport }) =>
      `${endpoint} ${action} ${version}${pastSupport === undefined ? '' : ' (no longer supported)'}`,
  );
  return words.length === 0 ? [] : ['', `API versions used: ${words.join(', ')}`];
}

/** What stays as it is needs no line each. */
function keptLine(kept: readonly PlannedChange[]): string[] {
  const policies = kept.filter(({ object }) => object === 'policy').length;
  const words = [
    ...kept.filter(({ object }) => object !== 'policy').map(({ name }) => printable(name)),
    ...(policies === 0 ? [] : [counted(policies, 'policy', 'policies')]),
  ];
  return words.length === 0 ? [] : [`= leave as they are: ${words.join(', ')}`];
}
