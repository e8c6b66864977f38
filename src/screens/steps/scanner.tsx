import { Box } from 'ink';
import { useMemo } from 'react';
import type { ScannerAppliance } from '../../qualys/resources/appliances.js';
import { ChoiceList } from '../../ui/lists/choices.js';
import { Remote } from '../../ui/lists/remote.js';
import type { ListItem } from '../../ui/lists/use-list.js';
import { StatusLine } from '../../ui/messages.js';
import type { Draft } from '../../wizard/draft.js';
import { problemAt } from '../../wizard/problem.js';
import { scannerWarnings } from '../../wizard/scanner-warnings.js';
import type { AccountLists } from '../state/use-account-lists.js';
import { StepFrame, useStepFields, useStepRows } from './step-frame.js';
import type { StepProps } from './step-props.js';

type Choice =
  | { readonly kind: 'external' }
  | { readonly kind: 'appliance'; readonly appliance: ScannerAppliance };

/** Lines under the list for what is wrong or worth knowing about the choice. */
const noteLines = 3;

type ScannerProps = StepProps & Pick<AccountLists, 'scanners'>;

/** The external scanners, or an appliance of the account. */
export function ScannerScreen(props: ScannerProps) {
  const { shell, draft, problems, showsProblems, scanners, onAnswer, onForward, onBack } = props;
  const rows = useStepRows();
  const fields = useStepFields<'scanner'>({ ids: ['scanner'], problems, showsProblems, onForward, onBack });
  const appliances = scanners.status === 'ready' ? scanners.items : undefined;
  const { targetKind } = draft;
  const items = useMemo(() => entriesOf(appliances ?? [], targetKind), [appliances, targetKind]);
  const chosen = appliances?.find(({ id, name }) => draft.scanner === id || draft.scanner === name);
  const chosenKey = draft.scanner === 'External' && targetKind === 'host' ? 'External' : (chosen?.id ?? null);
  const lines = Math.max(3, rows - 1 - noteLines - 1);
  const problem = showsProblems ? problemAt(problems, 'scanner') : undefined;

  return (
    <StepFrame
      shell={shell}
      hints={[
        ...(scanners.status === 'failed' ? (['retry'] as const) : []),
        'move-down',
        'accept',
        'filter',
        'choose',
        'back',
        'help',
      ]}
    >
      {scanners.status === 'ready' ? (
        <ChoiceList
          key="all"
          items={items}
          isFocused={fields.isFocused('scanner')}
          lines={lines}
          chosenKey={chosenKey}
          onChoose={(choice) =>
            onAnswer({ scanner: choice.kind === 'external' ? 'External' : choice.appliance.name })
          }
          onSubmit={onForward}
        />
      ) : (
        <>
          <ChoiceList
            key="external"
            items={items}
            isFocused={fields.isFocused('scanner')}
            lines={1}
            chosenKey={chosenKey}
            onChoose={() => onAnswer({ scanner: 'External' })}
            onSubmit={onForward}
          />
          <Remote list={scanners} of="scanner appliances" lines={lines - 1} isActive>
            {() => null}
          </Remote>
        </>
      )}
      <Box marginTop={1} flexDirection="column" minHeight={noteLines} flexShrink={0}>
        {problem !== undefined && <StatusLine kind="bad" text={problem} isWhole />}
        {scannerWarnings(draft, chosen).map((warning) => (
          <StatusLine key={warning} kind="warn" text={warning} isWhole />
        ))}
      </Box>
    </StepFrame>
  );
}

function entriesOf(
  appliances: readonly ScannerAppliance[],
  targetKind: Draft['targetKind'],
): readonly ListItem<Choice>[] {
  const external: ListItem<Choice> = {
    value: { kind: 'external' },
    key: 'External',
    label: 'External',
    detail: "Qualys' own, on the internet",
    disabledReason: targetKind === 'ec2' ? 'cannot scan EC2 instances' : undefined,
  };
  return [
    external,
    ...appliances.map((appliance) => ({
      value: { kind: 'appliance', appliance } as const,
      key: appliance.id,
      label: appliance.name,
      detail: detailOf(appliance),
    })),
  ];
}

function detailOf({ status, awsAccountId, region, runningScans }: ScannerAppliance): string {
  const account = awsAccountId === undefined ? '' : `AWS ${awsAccountId}`;
  const scans = runningScans === 0 ? '' : `${runningScans} running`;
  return [status, account, region ?? '', scans].filter((part) => part !== '').join('  ');
}
