import { Box, Text } from 'ink';
import type { Snippet } from '../snippet/snippet-format.js';
import { useKeys } from '../ui/key-router.js';
import { isCommand } from '../ui/keys.js';
import { StatusLine } from '../ui/status-line.js';
import type { Multiplexer } from '../ui/terminal-sequences.js';
import { useUi } from '../ui/ui-context.js';
import { useFields } from '../ui/use-fields.js';
import { StepFrame, useStepRows } from './step-frame.js';
import type { Shell } from './step-props.js';
import { TextLines } from './text-lines.js';
import { useCopied } from './use-copied.js';

interface SnippetTextProps {
  readonly shell: Shell;
  readonly snippet: Snippet;
  /** The config file that the snippet runs; absent when it needs none. */
  readonly configPath: string | undefined;
  readonly multiplexer: Multiplexer;
  readonly onWrite: () => void;
  readonly onBack: () => void;
}

const mostNotes = 3;

/** A finished snippet to read, copy and write; or why this format cannot say what was answered. */
export function SnippetText({ shell, snippet, configPath, multiplexer, onWrite, onBack }: SnippetTextProps) {
  const { contentWidth, styles } = useUi();
  const rows = useStepRows();
  const { note: copied, copy } = useCopied(multiplexer);
  useFields<'text'>({ ids: ['text'], onBack });
  const isRefused = snippet.refusals.length > 0;
  useKeys(
    (press) => {
      if (isRefused) return false;
      if (isCommand(press, 'copy')) {
        copy(snippet.text);
      } else if (isCommand(press, 'write') || isCommand(press, 'accept')) onWrite();
      else return false;
      return true;
    },
    { isActive: true },
  );
  if (isRefused)
    return (
      <StepFrame shell={shell} hints={['back', 'help']}>
        <Text>This format cannot say everything that was answered:</Text>
        <Box flexDirection="column" rowGap={1} marginTop={1} width={contentWidth}>
          {snippet.refusals.map(({ path, problem, fix }) => (
            <Box key={path + problem} flexDirection="column">
              <StatusLine kind="bad" text={problem} isWhole />
              <Text {...styles.dim}>{fix}</Text>
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
  const shownNotes = notes.slice(0, mostNotes);
  return (
    <StepFrame shell={shell} hints={['copy', 'write', ['move-down', 'scroll'], 'back', 'help']}>
      <TextLines text={snippet.text} lines={Math.max(3, rows - shownNotes.length - 3)} isFocused />
      <Box marginTop={1} flexDirection="column" flexShrink={0}>
        {shownNotes.map((note) => (
          <StatusLine key={note} kind="idle" text={note} />
        ))}
        <StatusLine kind="idle" text={copied ?? ''} />
      </Box>
    </StepFrame>
  );
}
