import type { ReactNode } from 'react';
import type { HeaderProps, RailStep } from '../../ui/frame/header.js';
import type { Draft } from '../../wizard/draft.js';
import type { FieldProblem } from '../../wizard/problem.js';

/** What stands around the content of every step. */
export interface StepShell {
  readonly header: HeaderProps;
  readonly steps: readonly RailStep[];
  readonly at: number;
  readonly question: string;
  /** Where the answers came from while the person has changed none of them. */
  readonly origin?: string | undefined;
  /** Why the answer needs review: an earlier answer that it was chosen for has changed. */
  readonly reviewPrompt?: string | undefined;
  readonly dialog?: ReactNode;
}

/** What the screen of every step is given; what else it draws stands in its own props. */
export interface StepProps {
  readonly shell: StepShell;
  readonly draft: Draft;
  readonly problems: readonly FieldProblem[];
  /** The person tried to go on: say everything that is missing. */
  readonly showsProblems: boolean;
  readonly onAnswer: (patch: Partial<Draft>) => void;
  readonly onForward: () => void;
  readonly onBack: () => void;
}
