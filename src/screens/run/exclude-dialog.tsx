import { Box, Text } from 'ink';
import { useState } from 'react';
import { TextField } from '../../ui/fields/text-field.js';
import { useFields } from '../../ui/fields/use-fields.js';
import { useUi } from '../../ui/frame/ui-context.js';
import type { Hint } from '../../ui/keys/keys.js';
import { Paragraph } from '../../ui/messages.js';
import { numbered } from '../../ui/numbered.js';
import type { ExclusionDraft } from '../../wizard/draft.js';
import { lastDayProblem, ownExclusionWords } from '../../wizard/exclusion.js';

interface ExcludeDialogProps {
  readonly cid: number;
  readonly statement: string;
  /** The exclusion that the control has already: the dialog then changes it. */
  readonly before: ExclusionDraft | undefined;
  readonly nowMs: number;
  /** What the exclusion does, a sentence each. */
  readonly preview: (exclusion: ExclusionDraft) => readonly string[];
  readonly onExclude: (exclusion: ExclusionDraft) => void;
  readonly onCancel: () => void;
}

export const excludeHints: readonly Hint[] = [
  ['accept', 'write the config'],
  'next-field',
  ['back', 'close'],
];

/** Asks why a control is accepted and until when, and says what the verdict would have been. */
export function ExcludeDialog(props: ExcludeDialogProps) {
  const { cid, statement, before, nowMs, preview, onExclude, onCancel } = props;
  const { styles } = useUi();
  const [reason, setReason] = useState(before?.reason ?? '');
  const [expires, setExpires] = useState(before?.expires ?? '');
  const [isAsked, setAsked] = useState(false);
  const dayProblem = lastDayProblem(expires, nowMs);
  const fields = useFields<'reason' | 'expires'>({
    ids: ['reason', 'expires'],
    onBack: onCancel,
    onSubmit: () => {
      setAsked(true);
      if (reason.trim() === '') fields.focus('reason');
      else if (dayProblem !== undefined) fields.focus('expires');
      else onExclude({ cids: String(cid), reason: reason.trim(), expires: expires.trim() });
    },
  });
  return (
    <Box flexDirection="column">
      <Text {...styles.strong}>
        {before === undefined ? `Exclude ${cid} from the verdict` : ownExclusionWords(before, nowMs)}
      </Text>
      <Paragraph style="dim">{statement}</Paragraph>
      <Box marginTop={1} flexDirection="column">
        <TextField
          label="Reason"
          value={reason}
          onChange={setReason}
          placeholder="such as: accepted by security, SEC-118"
          isFocused={fields.isFocused('reason')}
          error={
            isAsked && reason.trim() === '' ? 'Say why, for those who read the next verdict.' : undefined
          }
        />
        <TextField
          label="Last day"
          value={expires}
          onChange={setExpires}
          placeholder="no end, or a day such as 2027-03-31"
          isFocused={fields.isFocused('expires')}
          error={isAsked ? dayProblem : undefined}
        />
      </Box>
      {numbered(preview({ cids: String(cid), reason, expires })).map(({ item: sentence, number }) => (
        <Paragraph key={number}>{sentence}</Paragraph>
      ))}
    </Box>
  );
}
