import { Box } from 'ink';
import { useMemo } from 'react';
import type { AuthRecord } from '../../qualys/resources/auth-records.js';
import { AnswerList } from '../../ui/lists/answer-list.js';
import type { RemoteList } from '../../ui/lists/use-remote-list.js';
import { StatusLine } from '../../ui/messages.js';
import { isExisting } from '../../wizard/checks.js';
import type { Draft } from '../../wizard/draft.js';
import { recordFacts } from '../../wizard/entry-words.js';

interface ExistingRecordProps {
  readonly records: RemoteList<AuthRecord>;
  readonly chosen: Draft['authExisting'];
  readonly onChoose: (record: NonNullable<Draft['authExisting']>) => void;
  readonly onSubmit: () => void;
  readonly isFocused: boolean;
  readonly error: string | undefined;
  readonly lines: number;
}

/** The records of the account, to take one as it is: its login stays, and it gains the addresses of the target. */
export function ExistingRecord({ records, chosen, onChoose, onSubmit, ...rest }: ExistingRecordProps) {
  const items = records.status === 'ready' ? records.items : undefined;
  const entries = useMemo(
    () =>
      (items ?? []).map((record) => ({
        value: record,
        key: `${record.platform} ${record.id}`,
        label: record.title,
        detail: recordFacts(record).join('  '),
      })),
    [items],
  );
  const found = chosen && items?.find((record) => isExisting(record, chosen));
  return (
    <Box flexDirection="column" marginTop={1} flexShrink={0}>
      <AnswerList
        list={records}
        of="auth records"
        answer={chosen?.title}
        items={entries}
        isFocused={rest.isFocused}
        lines={rest.lines}
        chosenKey={found === undefined ? null : `${found.platform} ${found.id}`}
        onChoose={({ title, platform }) => onChoose({ title, platform })}
        onSubmit={onSubmit}
        onKeep={onSubmit}
        emptyText="The account has no Unix or Windows record."
      />
      <Box minHeight={1}>
        {rest.error !== undefined && <StatusLine kind="bad" text={rest.error} isWhole />}
      </Box>
    </Box>
  );
}
