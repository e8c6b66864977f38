import { Box, Text } from 'ink';
import { useState } from 'react';
import type { Snippet } from '../../snippet/snippet-format.js';
import { useFields } from '../../ui/fields/use-fields.js';
import { hanging } from '../../ui/fit.js';
import { useUi } from '../../ui/frame/ui-context.js';
import { useKeys } from '../../ui/keys/key-router.js';
import { type Hint, isCommand } from '../../ui/keys/keys.js';
import { Paragraph, StatusLine } from '../../ui/messages.js';
import { numbered } from '../../ui/numbered.js';
import type { Multiplexer } from '../../ui/terminal/terminal-sequences.js';
import { useCopied } from '../run/use-copied.js';
import { StepFrame, useStepRows } from '../steps/step-frame.js';
import type { StepShell } from '../steps/step-props.js';
import { TextLines } from './text-lines.js';

interface SnippetTextProps {
  readonly shell: StepShell;
  readonly snippet: Snippet;
  /** The config file that the snippet runs; absent when it needs none. */
  readonly configPath: string | undefined;
  readonly multiplexer: Multiplexer;
  readonly onWrite: () => void;
  readonly onBack: () => void;
}

/** The keys of the notes. */
const noteHints: readonly Hint[] = [
  ['move-up', 'scroll'],
  ['back', 'close'],
];

/** A finished snippet to read, copy and write; or why this format cannot say what was answered. */
export function SnippetText({ shell, snippet, configPath, multiplexer, onWrite, onBack }: SnippetTextProps) {
  const { contentWidth, styles, symbols } = useUi();
  const rows = useStepRows();
  const [hasNotes, setNotes] = useState(false);
  const { note: copied, copy } = useCopied(multiplexer);
  useFields<'text'>({ ids: ['text'], onBack });
  const isRefused = snippet.refusals.length > 0;
  useKeys(
    (press) => {
      if (isRefused) return false;
      if (isCommand(press, 'copy')) {
        copy(snippet.text);
      } else if (isCommand(press, 'notes')) setNotes(true);
      else if (isCommand(press, 'write') || isCommand(press, 'accept')) onWrite();
      else return false;
      return true;
    },
    { isActive: !hasNotes },
  );
  if (isRefused)
    return (
      <StepFrame shell={shell} hints={['back', 'help']}>
        <Paragraph>This format cannot say everything that was answered:</Paragraph>
        <Box flexDirection="column" rowGap={1} marginTop={1} width={contentWidth}>
          {numbered(snippet.refusals).map(({ item: { problem, fix }, number }) => (
            <Box key={number} flexDirection="column">
              <StatusLine kind="bad" text={problem} isWhole />
              <Box marginLeft={2}>
                <Paragraph style="dim" columns={contentWidth - 2}>
                  {fix}
                </Paragraph>
              </Box>
            </Box>
          ))}
        </Box>
      </StepFrame>
    );

  const notes = [
    ...(configPath === undefined
      ? []
      : [`It runs ${configPath}: save the config under this name in the repository.`]),
    ...(snippet.environment.length === 0 ? [] : [`The pipeline must set ${snippet.environment.join(', ')}.`]),
    ...snippet.notes,
  ];
  const noteText = notes.map((note) => hanging(`${symbols.middot} `, note, contentWidth)).join('\n');
  const noteLines = noteText.split('\n');
  const mostNotes = Math.max(2, Math.floor(rows / 4));
  const isCut = noteLines.length > mostNotes;
  const shownNotes = isCut ? noteLines.slice(0, mostNotes - 1) : noteLines;
  const dialog = hasNotes ? (
    <Notes text={noteText} lines={rows} onClose={() => setNotes(false)} />
  ) : undefined;
  return (
    <StepFrame
      shell={dialog !== undefined && shell.dialog === undefined ? { ...shell, dialog } : shell}
      hints={[
        'copy',
        'write',
        ...(isCut ? (['notes'] as const) : []),
        ['move-down', 'scroll'],
        'back',
        'help',
      ]}
      dialogHints={dialog === undefined ? undefined : noteHints}
    >
      <TextLines
        text={snippet.text}
        lines={Math.max(3, rows - Math.min(noteLines.length, mostNotes) - 3)}
        isFocused
      />
      <Box marginTop={1} flexDirection="column" flexShrink={0}>
        <Text {...styles.dim}>
          {[...shownNotes, ...(isCut ? [`  … n shows all ${notes.length} notes`] : [])].join('\n')}
        </Text>
        <StatusLine kind="idle" text={copied ?? ''} />
      </Box>
    </StepFrame>
  );
}

interface NotesProps {
  readonly text: string;
  readonly lines: number;
  readonly onClose: () => void;
}

/** Everything there is to know before the snippet is used. */
function Notes({ text, lines, onClose }: NotesProps) {
  const { styles } = useUi();
  useKeys(
    (press) => {
      if (!isCommand(press, 'notes') && !isCommand(press, 'close-dialog')) return false;
      onClose();
      return true;
    },
    { isActive: true },
  );
  return (
    <Box flexDirection="column">
      <Text {...styles.strong}>Before it is used</Text>
      <TextLines text={text} lines={lines - 2} isFocused />
    </Box>
  );
}
