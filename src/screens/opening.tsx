import { Box, Text } from 'ink';
import { ago } from '../text/elapsed.js';
import { useFields } from '../ui/fields/use-fields.js';
import { fit } from '../ui/fit.js';
import { Frame } from '../ui/frame/frame.js';
import type { HeaderProps } from '../ui/frame/header.js';
import { useUi } from '../ui/frame/ui-context.js';
import { SelectList } from '../ui/lists/select-list.js';
import { Paragraph } from '../ui/messages.js';
import { accountPlace, loginWords } from '../wizard/draft.js';
import type { EarlierSession, KeptDraft } from '../wizard/services.js';
import { wizardSteps } from '../wizard/steps.js';

export type OpeningChoice = 'draft' | 'scan' | 'anew';

interface OpeningProps {
  readonly header: HeaderProps;
  readonly earlier: EarlierSession;
  readonly nowMs: number;
  readonly onChoose: (choice: OpeningChoice) => void;
}

/** What an earlier session left, before anything is asked anew. */
export function OpeningScreen({ earlier, nowMs, header, onChoose }: OpeningProps) {
  const { keptDraft, detachedScan, otherwise } = earlier;
  const { contentWidth, isNarrow, styles } = useUi();
  const fields = useFields<'choice'>({ ids: ['choice'], onBack: () => undefined });
  const items = [
    ...(detachedScan === undefined
      ? []
      : [
          {
            value: 'scan' as const,
            label: isNarrow
              ? 'Resume the scan that still runs'
              : `Resume the scan that still runs, launched ${ago(detachedScan.launchedAt, nowMs)}`,
          },
        ]),
    ...(keptDraft === undefined
      ? []
      : [
          {
            value: 'draft' as const,
            label: `Go on with the answers${isNarrow ? '' : ` ${draftWords(keptDraft, nowMs)}`}`,
          },
        ]),
    { value: 'anew' as const, label: otherwise },
  ];
  return (
    <Frame header={header} hints={['move-down', ['accept', 'choose'], 'interrupt']}>
      <Text {...styles.strong}>Welcome back</Text>
      <Box marginTop={1} flexDirection="column">
        {detachedScan !== undefined && (
          <Box flexDirection="column" marginBottom={1}>
            <Text>{fit(detachedScan.title, contentWidth, 'middle')}</Text>
            <Text {...styles.dim}>{fit(detachedScan.reference, contentWidth)}</Text>
            {isNarrow && <Text {...styles.dim}>{`launched ${ago(detachedScan.launchedAt, nowMs)}`}</Text>}
          </Box>
        )}
        {isNarrow && keptDraft !== undefined && (
          <Box marginBottom={1}>
            <Paragraph style="dim">{`Answers ${draftWords(keptDraft, nowMs)}`}</Paragraph>
          </Box>
        )}
        <SelectList items={items} isFocused={fields.isFocused('choice')} onSelect={onChoose} />
      </Box>
    </Frame>
  );
}

/** "from yesterday (acme2ab1 on US2, 5 of 7 steps)". */
function draftWords({ draft, reached, savedAt }: KeptDraft, nowMs: number): string {
  const steps = wizardSteps.length - 1;
  const account = [loginWords(draft), accountPlace(draft)].filter((part) => part !== '').join(' on ');
  const progress = `${Math.min(reached, steps)} of ${steps} steps`;
  return `from ${ago(savedAt, nowMs)} (${[account, progress].filter((part) => part !== '').join(', ')})`;
}
