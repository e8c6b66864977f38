import { Confirm } from '../../ui/confirm.js';
import { useKeys } from '../../ui/keys/key-router.js';
import { type Hint, isCommand } from '../../ui/keys/keys.js';

/** What to do about a run that one wants to leave. */
export type Leaving = 'stay' | 'detach' | 'cancel';

/** Lines that the question takes beside the timeline. */
export const leaveDialogLines = 7;
export const leaveHints: readonly Hint[] = ['move-down', 'accept', 'back'];

interface LeaveDialogProps {
  /** Reference of the scan; null before the launch. */
  readonly scanRef: string | null;
  /** The answer that is highlighted at first. */
  readonly proposed: Leaving;
  readonly onAnswer: (answer: Leaving) => void;
}

/** Asks before a run is left. A second ctrl-c leaves at once in the way that loses nothing. */
export function LeaveDialog({ scanRef, proposed, onAnswer }: LeaveDialogProps) {
  useKeys(
    (press) => {
      if (!isCommand(press, 'interrupt')) return false;
      onAnswer(scanRef === null ? 'cancel' : 'detach');
      return true;
    },
    { isActive: true },
  );
  const common = {
    rows: leaveDialogLines,
    initial: proposed,
    onAnswer,
    onCancel: () => onAnswer('stay'),
  } as const;
  if (scanRef === null)
    return (
      <Confirm<Leaving>
        {...common}
        question="Stop before the scan is launched?"
        details={['What has been changed in Qualys so far stays.', 'ctrl-c again stops.']}
        answers={[
          { value: 'stay', label: 'Stay' },
          { value: 'cancel', label: 'Stop: no scan is launched' },
        ]}
      />
    );
  return (
    <Confirm<Leaving>
      {...common}
      question="The scan is running. Leave it?"
      details={[scanRef, 'A detached scan goes on in Qualys and can be resumed.', 'ctrl-c again detaches.']}
      answers={[
        { value: 'stay', label: 'Stay and watch' },
        { value: 'detach', label: 'Detach: the scan goes on' },
        { value: 'cancel', label: 'Cancel the scan in Qualys' },
      ]}
    />
  );
}
