import { Confirm } from '../../ui/confirm.js';
import { licenceWords, type Plan } from '../../workflow/plan/plan-changes.js';

/** What of a plan a person must agree to in so many words; empty when nothing needs it. */
export function launchConcerns(plan: Plan): readonly string[] {
  const licence = licenceWords(plan.newIps);
  const records = plan.changes.filter(
    ({ object, action }) => object === 'auth-record' && action === 'update',
  );
  return [
    ...(licence === undefined ? [] : [licence]),
    ...records.map(
      ({ name, before, after }) =>
        `The auth record ${name} is overwritten: ${before ?? 'unknown'} becomes ${after}.`,
    ),
  ];
}

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
