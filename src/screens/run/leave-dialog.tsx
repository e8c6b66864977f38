import { Confirm, type ConfirmProps, confirmLines } from '../../ui/confirm.js';
import { useKeys } from '../../ui/keys/key-router.js';
import { type Hint, isCommand } from '../../ui/keys/keys.js';

/** What to do about a run that one wants to leave. */
export type Leaving = 'stay' | 'detach' | 'cancel';

export const leaveHints: readonly Hint[] = ['move-down', 'accept', 'back'];

interface LeaveDialogProps {
  /** Reference of the scan; null before the launch. */
  readonly scanRef: string | null;
  /** The answer that is highlighted at first. */
  readonly proposed: Leaving;
  /** It stands beside the timeline. */
  readonly isBeside: boolean;
  readonly onAnswer: (answer: Leaving) => void;
}

/** Lines that the question takes beside the timeline. */
export function leaveDialogLines(scanRef: string | null, columns: number): number {
  return confirmLines(wordsOf(scanRef), columns);
}

/** Asks before a run is left. A second ctrl-c leaves at once in the way that loses nothing. */
export function LeaveDialog({ scanRef, proposed, isBeside, onAnswer }: LeaveDialogProps) {
  useKeys(
    (press) => {
      if (!isCommand(press, 'interrupt')) return false;
      onAnswer(scanRef === null ? 'cancel' : 'detach');
      return true;
    },
    { isActive: true },
  );
  return (
    <Confirm<Leaving>
      {...wordsOf(scanRef)}
      isTight={isBeside}
      initial={proposed}
      onAnswer={onAnswer}
      onCancel={() => onAnswer('stay')}
    />
  );
}

function wordsOf(
  scanRef: string | null,
): Required<Pick<ConfirmProps<Leaving>, 'question' | 'details' | 'answers'>> {
  if (scanRef === null)
    return {
      question: 'Stop before the scan is launched?',
      details: ['What has been changed in Qualys so far stays.', 'ctrl-c again stops.'],
      answers: [
        { value: 'stay', label: 'Stay' },
        { value: 'cancel', label: 'Stop: no scan is launched' },
      ],
    };
  return {
    question: 'The scan is running. Leave it?',
    details: [scanRef, 'A detached scan goes on in Qualys and can be resumed.', 'ctrl-c again detaches.'],
    answers: [
      { value: 'stay', label: 'Stay and watch' },
      { value: 'detach', label: 'Detach: the scan goes on' },
      { value: 'cancel', label: 'Cancel the scan in Qualys' },
    ],
  };
}
