import { Confirm } from '../ui/confirm.js';

interface LeaveWizardProps {
  readonly isDemo: boolean;
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/** Asks before the wizard closes with answers in it. */
export function LeaveWizard({ isDemo, onStay, onLeave }: LeaveWizardProps) {
  return (
    <Confirm
      question="Leave the wizard?"
      details={
        isDemo
          ? ['A demo keeps nothing: neither answers nor files in its own folder.']
          : ['The answers are kept: the next start offers to go on with them.', 'Passwords are not kept.']
      }
      answers={[
        { value: 'stay', label: 'Stay' },
        { value: 'leave', label: 'Leave (ctrl-c again)' },
      ]}
      onAnswer={(answer) => (answer === 'stay' ? onStay() : onLeave())}
      onCancel={onStay}
    />
  );
}
