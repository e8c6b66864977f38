import { Box } from 'ink';
import { useMemo, useState } from 'react';
import type { ScannerAppliance } from '../../qualys/resources/appliances.js';
import type { Connector } from '../../qualys/resources/connectors.js';
import { AnswerList } from '../../ui/lists/answer-list.js';
import type { ListItem } from '../../ui/lists/use-list.js';
import { StatusLine } from '../../ui/messages.js';
import { numbered } from '../../ui/numbered.js';
import type { Draft } from '../../wizard/draft.js';
import { scannerFacts } from '../../wizard/entry-words.js';
import { problemAt } from '../../wizard/problem.js';
import { hasOnlyPublicAddresses, scannerWarnings } from '../../wizard/scanner-warnings.js';
import type { AccountLists } from '../state/use-account-lists.js';
import { StepFrame, useStepFields, useStepRows } from './step-frame.js';
import type { StepProps } from './step-props.js';

type Choice =
  | { readonly kind: 'external' }
  | { readonly kind: 'appliance'; readonly appliance: ScannerAppliance };

/** Lines under the list for what is wrong or worth knowing about the choice. */
const noteLines = 3;

type ScannerProps = StepProps & Pick<AccountLists, 'scanners' | 'connectors'>;

/** The external scanners, or an appliance of the account. */
export function ScannerScreen(props: ScannerProps) {
  const { shell, draft, problems, showsProblems, scanners, connectors, onAnswer, onForward, onBack } = props;
  const rows = useStepRows();
  const fields = useStepFields<'scanner'>({ ids: ['scanner'], problems, showsProblems, onForward, onBack });
  const [pointed, setPointed] = useState<Choice>();
  const appliances = scanners.status === 'ready' ? scanners.items : undefined;
  const { targetKind } = draft;
  const items = useMemo(() => entriesOf(appliances ?? [], targetKind), [appliances, targetKind]);
  const isExternal = draft.scanner === 'External' && targetKind === 'host';
  const chosen = appliances?.find(({ id, name }) => draft.scanner === id || draft.scanner === name);
  const isUnanswered = draft.scanner === '' || (draft.scanner === 'External' && targetKind === 'ec2');
  const proposed = isUnanswered ? proposalOf(appliances, draft) : undefined;
  const lines = Math.max(3, rows - 1 - noteLines - 1);
  const problem = showsProblems ? problemAt(problems, 'scanner') : undefined;
  const knownConnectors = connectors.status === 'ready' ? connectors.items : undefined;
  const previewed = pointed ?? (proposed === undefined ? undefined : choiceOf(proposed));
  const warnings = warningsOf(previewed, draft, chosen, knownConnectors);

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
      <AnswerList
        list={scanners}
        of="scanner appliances"
        answer={isUnanswered ? undefined : draft.scanner}
        items={items}
        isFocused={fields.isFocused('scanner')}
        lines={lines}
        chosenKey={isExternal ? 'External' : (chosen?.id ?? null)}
        proposedKey={proposed?.id}
        onHighlight={setPointed}
        onChoose={(choice) => onAnswer({ scanner: nameOf(choice) })}
        onSubmit={onForward}
        onKeep={onForward}
      />
      <Box marginTop={1} flexDirection="column" minHeight={noteLines} flexShrink={0}>
        {problem !== undefined && <StatusLine kind="bad" text={problem} isWhole />}
        {numbered(warnings).map(({ item: warning, number }) => (
          <StatusLine key={number} kind="warn" text={warning} isWhole />
        ))}
      </Box>
    </StepFrame>
  );
}

const choiceOf = (appliance: ScannerAppliance): Choice => ({ kind: 'appliance', appliance });
const nameOf = (choice: Choice) => (choice.kind === 'external' ? 'External' : choice.appliance.name);

/** What there is to know of the entry under the pointer before it is chosen; of the answer while none is. */
function warningsOf(
  pointed: Choice | undefined,
  draft: Draft,
  chosen: ScannerAppliance | undefined,
  connectors: readonly Connector[] | undefined,
): readonly string[] {
  if (pointed === undefined) return scannerWarnings(draft, chosen, connectors);
  const appliance = pointed.kind === 'appliance' ? pointed.appliance : undefined;
  return scannerWarnings({ ...draft, scanner: nameOf(pointed) }, appliance, connectors);
}

/** Where the pointer begins while nothing is chosen: External cannot reach private addresses, nor instances. */
function proposalOf(
  appliances: readonly ScannerAppliance[] | undefined,
  draft: Draft,
): ScannerAppliance | undefined {
  if (appliances === undefined || hasOnlyPublicAddresses(draft)) return undefined;
  return appliances.find(({ status }) => status === 'online') ?? appliances[0];
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
      detail: scannerFacts(appliance).join('  '),
    })),
  ];
}
