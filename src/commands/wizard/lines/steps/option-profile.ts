import { counted } from '../../../../text/counted.js';
import { findReferenced, profilePrefix } from '../../../../wizard/facts.js';
import { askMany } from '../ask-many.js';
import type { LineContext } from '../line-context.js';
import type { Question, Questions } from '../questions.js';
import { readOf } from '../read-list.js';
import { askChoice, back, kept } from '../talk.js';

/** One of the profiles, and the policies that it carries. */
export const optionProfileQuestions: Questions = () => [askProfile, askPolicies];

const askProfile: Question = async (context) => {
  const { terminal, answers } = context;
  const { session } = answers;
  if (answers.lists.optionProfiles === undefined && session !== undefined) {
    const optionProfiles = await readOf(context, 'option profiles', session.listOptionProfiles);
    if (optionProfiles !== undefined) answers.know({ optionProfiles });
  }
  const profiles = answers.lists.optionProfiles ?? [];
  if (answers.lists.optionProfiles?.length === 0)
    terminal.say(
      `No option profile of this account begins with ${profilePrefix}. Make one in Qualys under Scans, Option Profiles.`,
    );
  for (;;) {
    const before = answers.draft.optionProfile;
    const picked = await askChoice(terminal, {
      label: 'Profile',
      choices: profiles.map((profile) => ({
        value: profile,
        label: profile.title,
        detail: counted(profile.policies.length, 'policy', 'policies'),
        disabledReason: profile.policies.length === 0 ? 'it has no policies; add one in Qualys' : undefined,
      })),
      now: before?.title ?? before?.id,
    });
    if (picked === back) return 'back';
    // The same profile again is no change: policies that were taken out stay out.
    if (picked !== kept && picked.id !== chosenIn(context)?.id)
      answers.answer({
        optionProfile: { id: picked.id, title: picked.title },
        policies: [...picked.policies],
      });
    const problem = answers.problemWith('optionProfile');
    if (problem === undefined) {
      const { optionProfile } = answers.draft;
      terminal.say(`Profile: ${optionProfile?.title ?? optionProfile?.id ?? 'none'}.`);
      return 'next';
    }
    terminal.say(`Not right yet: ${problem}`);
  }
};

const chosenIn = ({ answers }: LineContext) =>
  findReferenced(answers.lists.optionProfiles ?? [], answers.draft.optionProfile, ({ title }) => title);

/** Which of the profile's policies are scanned; nothing to ask of a profile that could not be read. */
const askPolicies: Question = async (context) => {
  const { terminal, answers } = context;
  const profile = chosenIn(context);
  if (profile === undefined) return 'next';
  for (;;) {
    const { policies } = answers.draft;
    const before =
      policies === 'all'
        ? profile.policies.map(({ id }) => id)
        : policies.flatMap(
            (policy) => findReferenced(profile.policies, policy, ({ title }) => title)?.id ?? [],
          );
    const checked = await askMany(terminal, {
      label: 'Policies',
      choices: profile.policies.map(({ id, title }) => ({ value: id, label: title })),
      checked: new Set(before),
    });
    if (checked === back) return 'back';
    const isChanged = checked.size !== before.length || before.some((id) => !checked.has(id));
    if (isChanged) answers.answer({ policies: profile.policies.filter(({ id }) => checked.has(id)) });
    const problem = answers.problemWith('policies');
    if (problem === undefined) {
      terminal.say(`Policies: ${checked.size} of ${profile.policies.length}.`);
      return 'next';
    }
    terminal.say(`Not right yet: ${problem}`);
  }
};
