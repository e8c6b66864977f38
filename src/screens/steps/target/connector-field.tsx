import { Box, Text } from 'ink';
import { useMemo } from 'react';
import type { Connector } from '../../../qualys/resources/connectors.js';
import { Field } from '../../../ui/fields/field.js';
import { fit } from '../../../ui/fit.js';
import { useUi } from '../../../ui/frame/ui-context.js';
import { AnswerList } from '../../../ui/lists/answer-list.js';
import type { ListItem } from '../../../ui/lists/use-list.js';
import type { RemoteList } from '../../../ui/lists/use-remote-list.js';
import type { Draft } from '../../../wizard/draft.js';
import { connectorState } from '../../../wizard/entry-words.js';
import { findReferenced, proposedConnector } from '../../../wizard/facts.js';

interface ConnectorFieldProps {
  /** Its entries are shown; otherwise the answer alone. */
  readonly isOpen: boolean;
  /** The AWS account of the instances, where it is known: its connector is proposed. */
  readonly accountId: string | undefined;
  readonly connectors: RemoteList<Connector>;
  readonly chosen: Draft['connector'];
  readonly onChoose: (connector: NonNullable<Draft['connector']>) => void;
  readonly onSubmit: () => void;
  readonly isFocused: boolean;
  readonly error: string | undefined;
  readonly lines: number;
  readonly nowMs: number;
}

/** The AWS connectors of the account, with the account and the state of each. */
export function ConnectorField(props: ConnectorFieldProps) {
  const { connectors, chosen, accountId, isOpen, onChoose, onSubmit, isFocused, error, lines, nowMs } = props;
  const { valueWidth, isNarrow } = useUi();
  const items = connectors.status === 'ready' ? connectors.items : undefined;
  const entries = useMemo(
    () => (items ?? []).map((item) => entryOf(item, nowMs, isNarrow)),
    [items, nowMs, isNarrow],
  );
  const wanted = chosen === undefined ? undefined : { id: chosen.id, title: chosen.name };
  const chosenKey = findReferenced(items ?? [], wanted, ({ name }) => name)?.id ?? null;
  const proposed = proposedConnector(items ?? [], accountId);
  const words =
    chosen === undefined && proposed !== undefined ? proposedWords(proposed) : chosenWords(chosen);
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Field label="Connector" isFocused={isFocused} hasOwnPointer error={error} reserve={false}>
        <Text wrap="truncate">{fit(words, valueWidth)}</Text>
      </Field>
      {isOpen && (
        <AnswerList
          list={connectors}
          of="connectors"
          answer={chosen?.name ?? chosen?.id}
          items={entries}
          isFocused={isFocused}
          lines={lines}
          chosenKey={chosenKey}
          proposedKey={proposed?.id}
          onChoose={({ id, name, accountId }) =>
            onChoose({ id, name, ...(accountId === undefined ? {} : { accountId }) })
          }
          onSubmit={onSubmit}
          onKeep={onSubmit}
          emptyText="The account has no AWS connector. Make one in Qualys under Connectors."
        />
      )}
    </Box>
  );
}

const proposedWords = ({ name }: Connector) => `none yet; ${name} is proposed: it knows the account`;

function chosenWords(chosen: Draft['connector']): string {
  if (chosen === undefined) return 'none yet';
  return [chosen.name ?? chosen.id ?? '', chosen.accountId ?? ''].join('  ');
}

/** In a narrow terminal the state comes first: it decides, the account only explains. */
function entryOf(connector: Connector, nowMs: number, isNarrow: boolean): ListItem<Connector> {
  const { id, name, accountId } = connector;
  const facts = [accountId ?? 'no account', connectorState(connector, nowMs)];
  return {
    value: connector,
    key: id,
    label: name,
    detail: (isNarrow ? facts.reverse() : facts).join('  '),
  };
}
