import { Box, Text } from 'ink';
import { useMemo } from 'react';
import { Frame } from '../ui/frame/frame.js';
import { contentRowsOf, useUi } from '../ui/frame/ui-context.js';
import { useKeys } from '../ui/keys/key-router.js';
import { isCommand } from '../ui/keys/keys.js';
import { ChoiceList } from '../ui/lists/choices.js';
import type { FileJobs } from '../wizard/services.js';
import { targetWords } from '../wizard/summary.js';

interface JobsProps {
  readonly jobs: FileJobs;
  readonly configPath: string | undefined;
  /** Undefined: a new job. */
  readonly onChoose: (name: string | undefined) => void;
  readonly onLeave: () => void;
}

/** Lines around the list: the question, a space, the filter. */
const linesAround = 3;

/** The jobs of a config with several: one of them is looked at, or a new one is made. */
export function JobsScreen({ jobs, configPath = 'the config', onChoose, onLeave }: JobsProps) {
  const ui = useUi();
  useKeys(
    (press) => {
      if (!isCommand(press, 'interrupt')) return false;
      onLeave();
      return true;
    },
    { isActive: true, layer: 'app' },
  );
  const items = useMemo(
    () => [
      ...jobs.jobs.map(({ name, draft }) => ({
        value: { name: name as string | undefined },
        key: `job ${name}`,
        label: name,
        detail: targetWords(draft),
      })),
      {
        value: { name: undefined },
        key: 'new',
        label: 'A new job',
        detail: 'with the account and the defaults of the file',
      },
    ],
    [jobs],
  );
  return (
    <Frame
      header={{ product: 'qualys-pc', account: 'not connected' }}
      hints={['move-down', ['accept', 'choose'], 'filter', 'interrupt', 'help']}
    >
      <Text {...ui.styles.strong} wrap="truncate">{`Which job of ${configPath}?`}</Text>
      <Box marginTop={1} flexDirection="column" flexShrink={0}>
        <ChoiceList
          items={items}
          isFocused
          lines={Math.max(3, Math.min(items.length, contentRowsOf(ui, false) - linesAround))}
          onChoose={({ name }) => onChoose(name)}
        />
      </Box>
    </Frame>
  );
}
