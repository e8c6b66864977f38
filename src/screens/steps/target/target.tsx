import { assetGroupTitle, authRecordTitle } from '../../../config/object-titles.js';
import { CheckRow, RadioRow } from '../../../ui/fields/check-rows.js';
import { TextField } from '../../../ui/fields/text-field.js';
import { fit } from '../../../ui/fit.js';
import { useUi } from '../../../ui/frame/ui-context.js';
import type { Hint } from '../../../ui/keys/keys.js';
import { type Draft, jobNameIn, ownRecordKind } from '../../../wizard/draft.js';
import { accountOfInstances } from '../../../wizard/facts.js';
import { fileTarget } from '../../../wizard/file-target.js';
import type { JobHere } from '../../../wizard/services.js';
import { titlePreview } from '../../../wizard/summary.js';
import type { AccountLists } from '../../state/use-account-lists.js';
import { StepFrame, useStepFields, useStepRows, useTextHints } from '../step-frame.js';
import type { StepProps } from '../step-props.js';
import { ConnectorField } from './connector-field.js';
import { InstancePicker, InstanceStates } from './instance-picker.js';
import { TargetListField } from './target-list-field.js';

type TargetField =
  | 'targetKind'
  | 'ips'
  | 'instanceIds'
  | 'pickInstances'
  | 'connector'
  | 'runConnector'
  | 'title'
  | 'jobName';

const kinds = [
  { value: 'host', label: 'Host IP' },
  { value: 'ec2', label: 'EC2 instance' },
] as const;

interface TargetProps extends StepProps, Pick<AccountLists, 'connectors' | 'instances' | 'allInstances'> {
  readonly job: JobHere;
  readonly nowMs: number;
}

/** What is scanned, and how the scan is called. */
export function TargetScreen(props: TargetProps) {
  const { shell, draft, problems, showsProblems, connectors, instances, job, onAnswer, onForward, onBack } =
    props;
  const { valueWidth } = useUi();
  const rows = useStepRows();
  const isEc2 = draft.targetKind === 'ec2';
  const ids: readonly TargetField[] = [
    'targetKind',
    ...(isEc2
      ? (['instanceIds', 'pickInstances', 'connector', 'runConnector'] as const)
      : (['ips'] as const)),
    'title',
    'jobName',
  ];
  // The list in focus takes what room there is.
  const initial = isEc2 ? 'instanceIds' : 'ips';
  const fields = useStepFields<TargetField>({ ids, problems, showsProblems, onForward, onBack, initial });
  const ofFile = fileTarget(draft);
  const listOf = (field: 'ips' | 'instanceIds') => ({
    problems: problems.filter((problem) => problem.field === field).map(({ text }) => text),
    isFocused: fields.isFocused(field),
    showsProblems,
  });

  return (
    <StepFrame shell={shell} hints={hintsOf(fields.at, useTextHints())}>
      <RadioRow
        label="Target"
        options={kinds}
        value={draft.targetKind}
        onChange={(targetKind) => onAnswer({ targetKind })}
        isFocused={fields.isFocused('targetKind')}
      />
      {isEc2 ? (
        <>
          <TargetListField
            label="Instances"
            noun="instance"
            value={draft.instanceIds}
            onChange={(instanceIds) => onAnswer({ instanceIds })}
            placeholder={ofFile ?? 'such as i-0a11b22c33d44e55f'}
            hint={ofFile === undefined ? undefined : fileHint}
            {...listOf('instanceIds')}
          >
            <InstanceStates text={draft.instanceIds} instances={instances} columns={valueWidth} />
          </TargetListField>
          <InstancePicker
            instances={props.allInstances}
            text={draft.instanceIds}
            onChange={(instanceIds) => onAnswer({ instanceIds })}
            isFocused={fields.isFocused('pickInstances')}
            lines={Math.max(5, rows - 7)}
          />
          <ConnectorField
            isOpen={!fields.isFocused('pickInstances')}
            accountId={accountOfInstances(
              draft.instanceIds,
              props.allInstances.status === 'ready' ? props.allInstances.items : [],
            )}
            connectors={connectors}
            chosen={draft.connector}
            onChoose={(connector) => onAnswer({ connector })}
            onSubmit={fields.submit}
            isFocused={fields.isFocused('connector')}
            error={fields.errorOf('connector', draft.connector?.name ?? '')}
            lines={fields.isFocused('connector') ? Math.max(5, rows - 7) : Math.max(3, rows - 14)}
            nowMs={props.nowMs}
          />
          <CheckRow
            text="Run the connector first when the state is unknown"
            isChecked={draft.runConnector}
            onChange={(runConnector) => onAnswer({ runConnector })}
            isFocused={fields.isFocused('runConnector')}
            hint={runConnectorHint(props)}
          />
        </>
      ) : (
        <TargetListField
          label="Addresses"
          noun="address"
          value={draft.ips}
          onChange={(ips) => onAnswer({ ips })}
          placeholder={ofFile ?? 'such as 10.20.30.40, or 10.20.31.0/24'}
          hint={ofFile === undefined ? 'Ranges, CIDRs, env.NAME and pasted lists are fine.' : fileHint}
          {...listOf('ips')}
        />
      )}
      <NameFields
        draft={draft}
        job={job}
        onAnswer={onAnswer}
        isFocused={fields.isFocused}
        titleError={fields.errorOf('title', draft.title)}
      />
    </StepFrame>
  );
}

const fileHint = 'As the file says. What is typed here takes its place.';

function runConnectorHint({ draft, instances }: Pick<TargetProps, 'draft' | 'instances'>): string {
  if (instances.status !== 'ready') return 'It costs a few minutes, and only when the state is unknown.';
  const isKnown = instances.items.length > 0 && instances.items.every(({ state }) => state !== undefined);
  if (isKnown) return 'The state is known: the connector would not run.';
  return draft.runConnector
    ? 'The state is unknown: the connector runs before the scan.'
    : 'The state is unknown: without this the run stops.';
}

function hintsOf(at: TargetField | undefined, textHints: readonly Hint[]): readonly Hint[] {
  switch (at) {
    case 'targetKind':
      return [['choose', 'change'], 'accept', 'next-field', 'back', 'help'];
    case 'pickInstances':
      return ['move-down', 'check', 'filter', 'next-field', 'accept', 'back', 'help'];
    case 'connector':
      return ['move-down', 'accept', 'filter', 'choose', 'back', 'help'];
    case 'runConnector':
      return ['check', 'accept', 'next-field', 'back', 'help'];
    default:
      return textHints;
  }
}

interface NameFieldsProps {
  readonly draft: Draft;
  readonly job: JobHere;
  readonly onAnswer: (patch: Partial<Draft>) => void;
  readonly isFocused: (field: 'title' | 'jobName') => boolean;
  readonly titleError: string | undefined;
}

/** Title of the scan and name of the job, with the names in Qualys that follow from it. */
function NameFields({ draft, job, onAnswer, isFocused, titleError }: NameFieldsProps) {
  const { isNarrow, valueWidth } = useUi();
  const name = jobNameIn(draft, job);
  const kind = ownRecordKind(draft);
  const record = kind === undefined ? '' : `, ${authRecordTitle(kind, name)}`;
  const names = `${assetGroupTitle(name)}${record}`;
  return (
    <>
      <TextField
        label="Scan title"
        value={draft.title}
        onChange={(title) => onAnswer({ title })}
        isFocused={isFocused('title')}
        error={titleError}
        hint={
          isNarrow
            ? fit(titlePreview(draft, job), valueWidth, 'middle')
            : titlePreview(draft, job).replace(/<timestamp>$/, '<timestamp, always>')
        }
      />
      <TextField
        label="Job name"
        value={draft.jobName}
        onChange={(jobName) => onAnswer({ jobName })}
        placeholder={`${job.name}${job.guessed ? ' (this folder)' : ''}; in a pipeline its own`}
        isFocused={isFocused('jobName')}
        hint={isNarrow ? fit(names, 2 * valueWidth, 'middle') : names}
      />
    </>
  );
}
