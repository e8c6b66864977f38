import { Box, type DOMElement } from 'ink';
import { type ReactNode, useRef, useState } from 'react';
import type { ErrorText } from '../../errors.js';
import { TextField } from '../../ui/fields/text-field.js';
import { useFields } from '../../ui/fields/use-fields.js';
import { useReveal } from '../../ui/frame/scrolling.js';
import { useUi } from '../../ui/frame/ui-context.js';
import type { Hint } from '../../ui/keys/keys.js';
import { SelectList } from '../../ui/lists/select-list.js';
import { errorTextOf } from '../../ui/lists/use-remote-list.js';
import { ErrorLines, Paragraph, StatusLine } from '../../ui/messages.js';
import { differenceWords, type SavedFile } from '../../wizard/services.js';
import { StepFrame, useStepRows } from '../steps/step-frame.js';
import type { StepShell } from '../steps/step-props.js';
import { TextLines } from './text-lines.js';

interface SaveFileProps {
  readonly shell: StepShell;
  readonly path: string;
  /** With the difference that was agreed to, where the file is there. */
  readonly save: (path: string, accepted?: string) => Promise<SavedFile>;
  /** With the name of the job that was written, in a file with several. */
  readonly onSaved: (path: string, job: string | undefined) => void;
  readonly onBack: () => void;
  /** What there is to know before the file is written. */
  readonly children?: ReactNode;
}

type Phase =
  | { readonly kind: 'asking' }
  | { readonly kind: 'writing' }
  | { readonly kind: 'failed'; readonly error: ErrorText }
  /** The file is there with another content; it may have changed since an earlier difference was agreed to. */
  | { readonly kind: 'differs'; readonly diff: string; readonly hasChanged: boolean };

/** Lines around a difference: the field, the words above it, how much is shown, space and the answers. */
const linesAround = { wide: 7, narrow: 8 } as const;

/** Asks for a path and writes the file; one that is there and differs is shown as a difference and asked about. */
export function SaveFile({ shell, path: proposed, save, onSaved, onBack, children }: SaveFileProps) {
  const { isNarrow } = useUi();
  const diffLines = Math.max(3, useStepRows() - linesAround[isNarrow ? 'narrow' : 'wide']);
  const [path, setPath] = useState(proposed);
  const [phase, setPhase] = useState<Phase>({ kind: 'asking' });
  const ids = phase.kind === 'differs' ? (['answer'] as const) : (['path'] as const);
  const write = (accepted?: string) => {
    if (path.trim() === '' || phase.kind === 'writing') return;
    setPhase({ kind: 'writing' });
    save(path.trim(), accepted).then(
      (saved) => {
        if (saved.diff === undefined) onSaved(saved.path, saved.job);
        else setPhase({ kind: 'differs', diff: saved.diff, hasChanged: accepted !== undefined });
      },
      (thrown: unknown) => setPhase({ kind: 'failed', error: errorTextOf(thrown) }),
    );
  };
  const where =
    shell.header.badge === undefined
      ? 'In this folder, or any path.'
      : 'In a folder that goes with the demo, or any path.';
  const isLong = phase.kind === 'differs' && phase.diff.trimEnd().split('\n').length > diffLines + 1;
  const more: readonly Hint[] = isLong ? [['page-down', 'more of it']] : [];
  const ask = () => setPhase({ kind: 'asking' });
  const fields = useFields<'path' | 'answer'>({
    ids,
    onBack: phase.kind === 'differs' ? ask : onBack,
    onSubmit: () => write(),
  });

  return (
    <StepFrame
      shell={shell}
      hints={
        phase.kind === 'differs'
          ? ['move-down', ['accept', 'do it'], ...more, 'back']
          : [['accept', 'write it'], 'back', 'help-in-field']
      }
    >
      <TextField
        label="File"
        value={path}
        onChange={(next) => {
          setPath(next);
          ask();
        }}
        isFocused={fields.isFocused('path')}
        error={path.trim() === '' ? 'The file needs a name.' : undefined}
        reserve={phase.kind !== 'differs'}
        hint={phase.kind === 'differs' ? undefined : where}
      />
      {phase.kind === 'writing' && <StatusLine kind="busy" text={`Writing ${path} …`} />}
      {phase.kind === 'failed' && <ErrorLines error={phase.error} />}
      {phase.kind === 'differs' && (
        <>
          <Box marginTop={isNarrow ? 0 : 1}>
            <Paragraph style="strong">{differenceWords(phase.hasChanged)}</Paragraph>
          </Box>
          <TextLines text={phase.diff} lines={diffLines} isFocused={false} styleOf={diffStyle} />
          <InSight>
            <SelectList
              items={[
                { value: 'keep', label: 'Keep the file' },
                { value: 'overwrite', label: 'Overwrite it' },
              ]}
              isFocused={fields.isFocused('answer')}
              onSelect={(answer) => (answer === 'keep' ? ask() : write(phase.diff))}
            />
          </InSight>
        </>
      )}
      {phase.kind !== 'differs' && children}
    </StepFrame>
  );
}

/** The answers are what matters, however low the terminal. */
function InSight({ children }: { readonly children: ReactNode }) {
  const box = useRef<DOMElement>(null);
  useReveal(box, true);
  return (
    <Box ref={box} marginTop={1} flexShrink={0}>
      {children}
    </Box>
  );
}

function diffStyle(line: string): 'good' | 'bad' | 'dim' {
  if (line.startsWith('+')) return 'good';
  return line.startsWith('-') ? 'bad' : 'dim';
}
