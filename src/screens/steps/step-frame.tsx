import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { type FieldFocus, useFields } from '../../ui/fields/use-fields.js';
import { fit, widthOf } from '../../ui/fit.js';
import { Frame, type Pinned } from '../../ui/frame/frame.js';
import { contentRowsOf, useUi } from '../../ui/frame/ui-context.js';
import type { Hint } from '../../ui/keys/keys.js';
import { StatusLine } from '../../ui/messages.js';
import { type FieldName, type FieldProblem, problemAt } from '../../wizard/problem.js';
import type { StepProps, StepShell } from './step-props.js';

interface StepFrameProps {
  readonly shell: StepShell;
  readonly hints: readonly Hint[];
  /** The keys of the dialog, where it is no question with answers. */
  readonly dialogHints?: readonly Hint[] | undefined;
  readonly pinned?: Pinned | undefined;
  readonly children: ReactNode;
}

/** The frame of a step: its place among the others, its question, and the keys of what has the focus. */
export function StepFrame({ shell, hints, children, ...keys }: StepFrameProps) {
  const { styles, contentWidth } = useUi();
  const { header, steps, at, question, origin, reviewPrompt, dialog } = shell;
  const besideQuestion = origin === undefined ? '' : fit(`   ${origin}`, contentWidth - widthOf(question));
  const spare = useSpareLine();
  return (
    <Frame header={header} rail={{ steps, at }} hints={hints} dialog={dialog} {...keys}>
      <Box flexDirection="column" flexShrink={0}>
        <Text wrap="truncate">
          <Text {...styles.strong}>{question}</Text>
          <Text {...styles.dim}>{besideQuestion}</Text>
        </Text>
        {reviewPrompt === undefined ? (
          spare > 0 && <Text> </Text>
        ) : (
          <StatusLine kind="warn" text={reviewPrompt} isWhole />
        )}
        {children}
      </Box>
    </Frame>
  );
}

function useSpareLine(): number {
  return useUi().rows < 16 ? 0 : 1;
}

/** Lines that a step has under its question. */
export function useStepRows(): number {
  return contentRowsOf(useUi(), true) - 1 - useSpareLine();
}

/** The keys of a field of text; short where there is little room. */
export function useTextHints(accept: Hint = 'accept', last: Hint = 'back'): readonly Hint[] {
  const { isNarrow } = useUi();
  return [isNarrow ? ['next-field', 'next'] : 'next-field', accept, last, 'help-in-field'];
}

interface StepFieldsOptions<Id extends string>
  extends Pick<StepProps, 'problems' | 'showsProblems' | 'onForward' | 'onBack'> {
  readonly ids: readonly Id[];
  readonly initial?: Id | undefined;
}

export interface StepFields<Id extends string> extends FieldFocus<Id> {
  /** What enter does in a field that has no other use for it. */
  readonly submit: () => void;
  /** What is wrong with a field, once it makes sense to say so: it was left with something in it, or enter was pressed. */
  readonly errorOf: (field: Id & FieldName, value: string) => string | undefined;
}

/** The fields of a step: enter goes on, or to the first field that is not right yet. */
export function useStepFields<Id extends string>(options: StepFieldsOptions<Id>): StepFields<Id> {
  const { ids, problems, showsProblems, onForward, onBack, initial } = options;
  const submit = () => {
    onForward();
    const wrong = ids.find((id) => isAbout(problems[0], id));
    if (wrong !== undefined) fields.focus(wrong);
  };
  const fields: FieldFocus<Id> = useFields<Id>({
    ids,
    onBack,
    onSubmit: submit,
    initial,
  });
  return {
    ...fields,
    submit,
    errorOf: (field, value) =>
      showsProblems || (!fields.isFocused(field) && value !== '') ? problemAt(problems, field) : undefined,
  };
}

function isAbout(problem: FieldProblem | undefined, id: string): boolean {
  if (problem?.field === 'exclusions') return id === `${problem.part}-${problem.index}`;
  return problem?.field === id;
}
