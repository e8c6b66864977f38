import { type Fields, useFields } from '../ui/use-fields.js';
import { type Field, type FieldProblem, problemAt } from '../wizard/problem.js';
import type { StepProps } from './step-props.js';

interface StepFieldsOptions<Id extends string>
  extends Pick<StepProps, 'problems' | 'nudged' | 'onForward' | 'onBack'> {
  readonly ids: readonly Id[];
  readonly initial?: Id;
}

export interface StepFields<Id extends string> extends Fields<Id> {
  /** What enter does in a field that has no other use for it. */
  readonly submit: () => void;
  /** What is wrong with a field, once it makes sense to say so: it was left with something in it, or enter was pressed. */
  readonly errorOf: (field: Id & Field, value: string) => string | undefined;
}

/** The fields of a step: enter goes on, or to the first field that is not right yet. */
export function useStepFields<Id extends string>(options: StepFieldsOptions<Id>): StepFields<Id> {
  const { ids, problems, nudged, onForward, onBack, initial } = options;
  const submit = () => {
    onForward();
    const wrong = ids.find((id) => isAbout(problems[0], id));
    if (wrong !== undefined) fields.focus(wrong);
  };
  const fields: Fields<Id> = useFields<Id>({
    ids,
    onBack,
    onSubmit: submit,
    ...(initial === undefined ? {} : { initial }),
  });
  return {
    ...fields,
    submit,
    errorOf: (field, value) =>
      nudged || (!fields.isFocused(field) && value !== '') ? problemAt(problems, field) : undefined,
  };
}

function isAbout(problem: FieldProblem | undefined, id: string): boolean {
  return problem?.field === id;
}
