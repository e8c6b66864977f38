import { Confirm } from '../../ui/confirm.js';
import { launchConcerns } from '../../wizard/plan-warnings.js';
import type { Plan } from '../../workflow/plan/plan-changes.js';

interface ConfirmLaunchProps {
  readonly plan: Plan;
  readonly onLaunch: () => void;
  readonly onCancel: () => void;
}

/** Asks before addresses are added that cost licences, or a record is overwritten. */
export function ConfirmLaunch({ plan, onLaunch, onCancel }: ConfirmLaunchProps) {
  return (
    <Confirm
      question="Launch the scan with these changes?"
      details={launchConcerns(plan)}
      answers={[
        { value: 'no', label: 'Go back, change nothing' },
        { value: 'yes', label: 'Launch the scan' },
      ]}
      onAnswer={(answer) => (answer === 'yes' ? onLaunch() : onCancel())}
      onCancel={onCancel}
    />
  );
}
