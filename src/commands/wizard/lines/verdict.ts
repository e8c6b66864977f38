import {
  failingGroups,
  groupValues,
  hostsAndAddresses,
  hostsWord,
  type NamedGroup,
  statementWords,
} from '../../../report/failing-groups.js';
import { criticalityWord } from '../../../report/row-words.js';
import { gateSentence, reasonWords, verdictWords } from '../../../report/verdict-words.js';
import {
  actionsAfterError,
  actionsWithoutVerdict,
  type EndAction,
} from '../../../screens/run/end-actions.js';
import {
  isAboutLogin,
  isJudged,
  lookedAt,
  nextSentence,
  verdictSentence,
} from '../../../screens/run/next-sentence.js';
import { firstOf } from '../../../text/counted.js';
import {
  exclusionPreview,
  lastDayProblem,
  ownExclusion,
  ownExclusionWords,
} from '../../../wizard/exclusion.js';
import type { Result } from '../../../workflow/results/result.js';
import type { LineContext } from './line-context.js';
import { askChoice, askText, back, kept, type LineChoice } from './talk.js';

interface Shown {
  /** Undefined after an error, which has been said already. */
  readonly result: Result | undefined;
  readonly files: readonly string[];
  /** The command that does the same without the wizard. */
  readonly rerun: string | undefined;
}

type Next = EndAction | 'control' | 'exclude' | 'review';

/** Says what came out, and asks what to do now. `exclude`: the answers have one more exclusion, to be saved. */
export async function sayVerdictAndAsk(
  context: LineContext,
  { result, files, rerun }: Shown,
): Promise<Exclude<Next, 'control'>> {
  const { terminal } = context;
  if (result !== undefined) terminal.say(...verdictSentences({ result, files, rerun }));
  const groups = result === undefined ? [] : failingGroups(result);
  for (;;) {
    const picked = await askChoice<Next>(terminal, {
      label: 'What next',
      choices: choicesFor(result, groups.length),
      hasNoBack: true,
    });
    if (picked === back || picked === kept || result === undefined)
      return typeof picked === 'symbol' ? 'review' : picked === 'control' ? 'review' : picked;
    if (picked !== 'control' && picked !== 'exclude') return picked;
    const group = await askControl(context, groups);
    if (group === undefined) continue;
    if (picked === 'control') terminal.say(...controlLines(group));
    else if (await exclude(context, result, group)) return 'exclude';
  }
}

function choicesFor(result: Result | undefined, failing: number): readonly LineChoice<Next>[] {
  if (result === undefined) return actionsAfterError;
  if (!isJudged(result))
    return [...actionsWithoutVerdict(isAboutLogin(result)), { value: 'review', label: 'Back to Review' }];
  return [
    ...(failing === 0
      ? []
      : ([
          { value: 'control', label: 'Hear a control' },
          { value: 'exclude', label: 'Exclude a control from the verdict' },
        ] as const)),
    { value: 'review', label: 'Back to Review' },
    { value: 'leave', label: 'Leave' },
  ];
}

/** The verdict, one sentence for each thing, the decisive one first. */
export function verdictSentences({
  result,
  files,
  rerun,
}: Shown & { readonly result: Result }): readonly string[] {
  const { word, reasons } = verdictWords(result);
  const next = nextSentence(result).replace('press x to exclude one', 'exclude one');
  const controls = firstOf(failingGroups(result), mostControls);
  return [
    `${word}. ${verdictSentence(result)}`,
    ...reasons.map(reasonWords),
    ...(isJudged(result) ? [gateSentence(result)] : [`Looked at ${lookedAt(result)}.`]),
    ...(next === '' ? [] : [`Next: ${next}`]),
    ...result.policies.map(
      ({ title, totals, failing }) => `${title}: ${totals.passed} passed, ${failing} failing`,
    ),
    ...controls.shown.map(controlLine),
    ...(controls.hidden > 0 ? [`and ${controls.hidden} more controls`] : []),
    ...result.verdict.notes.map((note) => `Note: ${reasonWords(note)}`),
    ...(files.length === 0 ? [] : [`Files: ${files.join(', ')}`]),
    ...(rerun === undefined ? [] : [`Again: ${rerun}`]),
  ];
}

/** Controls that are read out with the verdict. */
const mostControls = 10;

function controlLine(group: NamedGroup): string {
  return `${group.cid}, ${criticalityWord(group.criticality)}, ${hostsWord(group)}: ${statementWords(group)}`;
}

function controlLines(group: NamedGroup): readonly string[] {
  return [
    controlLine(group),
    groupValues(group) ?? 'Qualys tells no values',
    hostsAndAddresses(group),
    group.policyTitle,
  ];
}

async function askControl(
  { terminal }: LineContext,
  groups: readonly NamedGroup[],
): Promise<NamedGroup | undefined> {
  const picked = await askChoice(terminal, {
    label: 'Control',
    choices: groups.map((group) => ({
      value: group,
      label: `CID ${group.cid}`,
      detail: `${criticalityWord(group.criticality)}, ${hostsWord(group)}, ${statementWords(group)}`,
    })),
  });
  return picked === back || picked === kept ? undefined : picked;
}

/** Asks why and until when, and says what the verdict would have been. @returns whether it was excluded. */
async function exclude(
  { terminal, answers, now }: LineContext,
  result: Result,
  { cid }: NamedGroup,
): Promise<boolean> {
  const before = ownExclusion(answers.draft, cid);
  if (before !== undefined) terminal.say(`${ownExclusionWords(before, now())}.`);
  const reason = await askReason(terminal, before?.reason ?? '');
  if (reason === undefined) return false;
  for (;;) {
    const day = await askText(terminal, {
      label: 'Last day',
      now: before?.expires ?? '',
      hint: 'such as 2027-03-31',
      isOptional: true,
    });
    if (day === back) return false;
    const expires = day === kept ? (before?.expires ?? '') : day;
    const problem = lastDayProblem(expires, now());
    if (problem !== undefined) {
      terminal.say(problem);
      continue;
    }
    const exclusion = { cids: String(cid), reason, expires };
    terminal.say(...exclusionPreview({ draft: answers.draft, result, exclusion, nowMs: now() }));
    answers.dispatch({ type: 'exclude', exclusion });
    return true;
  }
}

/** @returns undefined when the person goes back. */
async function askReason(terminal: LineContext['terminal'], before: string): Promise<string | undefined> {
  for (;;) {
    const reason = await askText(terminal, {
      label: 'Reason',
      now: before,
      hint: 'such as: accepted by security, SEC-118. Those who read the next verdict see it.',
    });
    if (reason === back) return undefined;
    if (reason !== kept) return reason;
    if (before !== '') return before;
    terminal.say('Say why, for those who read the next verdict.');
  }
}
