import { Box, Text } from 'ink';
import { useState } from 'react';
import { counted } from '../../text/counted.js';
import { TextField } from '../../ui/fields/text-field.js';
import { useFields } from '../../ui/fields/use-fields.js';
import { useUi } from '../../ui/frame/ui-context.js';
import type { Hint } from '../../ui/keys/keys.js';
import { Paragraph } from '../../ui/messages.js';
import { isDay } from '../../wizard/checks.js';
import type { ExclusionDraft } from '../../wizard/draft.js';

interface ExcludeDialogProps {
  readonly cid: number;
  readonly statement: string;
  /** Rows that fail the build now, and those of them that this control accounts for. */
  readonly failing: { readonly all: number; readonly ofControl: number };
  /** The criteria's sentence with the exclusion in it. */
  readonly sentenceWith: (exclusion: ExclusionDraft) => string;
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
  const { cid, statement, failing, sentenceWith, onExclude, onCancel } = props;
  const { styles } = useUi();
  const [reason, setReason] = useState('');
  const [expires, setExpires] = useState('');
  const [isAsked, setAsked] = useState(false);
  const isWrongDay = expires.trim() !== '' && !isDay(expires.trim());
  const fields = useFields<'reason' | 'expires'>({
    ids: ['reason', 'expires'],
    onBack: onCancel,
    onSubmit: () => {
      setAsked(true);
      if (reason.trim() === '') fields.focus('reason');
      else if (isWrongDay) fields.focus('expires');
      else onExclude({ cids: String(cid), reason: reason.trim(), expires: expires.trim() });
    },
  });
  const left = failing.all - failing.ofControl;
  return (
    <Box flexDirection="column">
      <Text {...styles.strong}>{`Exclude ${cid} from the verdict`}</Text>
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
          error={isAsked && isWrongDay ? 'Write the day as 2027-03-31.' : undefined}
        />
      </Box>
      <Paragraph>{sentenceWith({ cids: String(cid), reason, expires: '' })}</Paragraph>
      <Paragraph>
        {left === 0
          ? 'With it this verdict would have been PASSED.'
          : `With it this verdict would still have been FAILED: ${counted(left, 'posture')} left.`}
      </Paragraph>
    </Box>
  );
}
