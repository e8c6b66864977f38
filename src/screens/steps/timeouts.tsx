import { Box } from 'ink';
import { parseDuration } from '../../config/values/duration.js';
import { TextField } from '../../ui/fields/text-field.js';
import { useUi } from '../../ui/frame/ui-context.js';
import { Paragraph, StatusLine } from '../../ui/messages.js';
import { timeoutWords } from '../../wizard/checks.js';
import { StepFrame, useStepFields, useTextHints } from './step-frame.js';
import type { StepProps } from './step-props.js';

/** Below this pause a scan is likely to use up the account's calls (design, section 3). */
const shortPauseMs = 30_000;

/** How often Qualys is asked, and for how long. */
export function TimeoutsScreen(props: StepProps) {
  const { shell, draft, problems, showsProblems, onAnswer, onForward, onBack } = props;
  const { labelWidth, valueWidth } = useUi();
  const ids = ['pollingInterval', 'timeout'] as const;
  const fields = useStepFields<(typeof ids)[number]>({ ids, problems, showsProblems, onForward, onBack });
  const words = timeoutWords(draft);
  const pause = parseDuration(draft.pollingInterval);

  return (
    <StepFrame shell={shell} hints={useTextHints()}>
      <TextField
        label="Look every"
        value={draft.pollingInterval}
        onChange={(pollingInterval) => onAnswer({ pollingInterval })}
        placeholder="2"
        isFocused={fields.isFocused('pollingInterval')}
        error={fields.errorOf('pollingInterval', draft.pollingInterval)}
        hint="Minutes, or with a unit: 90s, 2m, 1h30m."
      />
      <TextField
        label="For at most"
        value={draft.timeout}
        onChange={(timeout) => onAnswer({ timeout })}
        placeholder="60*2"
        isFocused={fields.isFocused('timeout')}
        error={fields.errorOf('timeout', draft.timeout)}
        hint="Products are fine: 60*2 is two hours."
      />
      <Box marginTop={1} marginLeft={labelWidth + 2} width={valueWidth} flexDirection="column" rowGap={1}>
        <Paragraph columns={valueWidth}>{words === undefined ? ' ' : `Asks Qualys ${words}.`}</Paragraph>
        <Paragraph columns={valueWidth}>
          At the end of that time the scan is left running; the run says how to resume it.
        </Paragraph>
        {typeof pause === 'number' && pause < shortPauseMs && shell.header.badge === undefined && (
          <StatusLine
            kind="warn"
            text="So short a pause may use up the account's calls."
            columns={valueWidth}
            isWhole
          />
        )}
      </Box>
    </StepFrame>
  );
}
