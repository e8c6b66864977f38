import { Box, Text } from 'ink';
import { useMemo } from 'react';
import type { Instance } from '../../../qualys/resources/instances.js';
import { counted, firstOf } from '../../../text/counted.js';
import { Field } from '../../../ui/fields/field.js';
import { useUi } from '../../../ui/frame/ui-context.js';
import { MultiChoice } from '../../../ui/lists/choices.js';
import { Remote } from '../../../ui/lists/remote.js';
import type { ListItem } from '../../../ui/lists/use-list.js';
import type { RemoteList } from '../../../ui/lists/use-remote-list.js';
import { StatusLine } from '../../../ui/messages.js';
import { numbered } from '../../../ui/numbered.js';
import { instanceWords } from '../../../wizard/entry-words.js';
import { knownInstanceIds, readInstanceIds } from '../../../wizard/typed-text.js';

interface InstancePickerProps {
  readonly instances: RemoteList<Instance>;
  /** The ids so far, as they are typed above. */
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly isFocused: boolean;
  readonly lines: number;
}

/** Instances that Qualys knows, to check instead of typing their ids; open only while it has the focus. */
export function InstancePicker({ instances, text, onChange, isFocused, lines }: InstancePickerProps) {
  const { contentWidth, isNarrow, styles } = useUi();
  const items = instances.status === 'ready' ? instances.items : undefined;
  const entries = useMemo(() => (items ?? []).map((item) => entryOf(item, isNarrow)), [items, isNarrow]);
  const typed = readInstanceIds(text).parts;
  const checked = new Set(typed.map((id) => id.toLowerCase()));
  const change = (next: ReadonlySet<string>) => {
    const kept = typed.filter((id) => next.has(id.toLowerCase()));
    const added = [...next].filter((id) => !checked.has(id));
    onChange([...kept, ...added].join(', '));
  };
  if (!isFocused)
    return (
      <Field label="" isFocused={false} reserve={false}>
        <Text {...styles.dim}>{closedWords(items)}</Text>
      </Field>
    );
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Field label="Pick them" isFocused hasOwnPointer={entries.length > 0} reserve={false}>
        <Text> </Text>
      </Field>
      <Remote list={instances} of="instances" lines={lines} isActive>
        {() => (
          <MultiChoice
            items={entries}
            isFocused
            lines={lines}
            columns={contentWidth}
            checked={checked}
            onChange={change}
            emptyText="Qualys knows no instance of this account yet."
          />
        )}
      </Remote>
    </Box>
  );
}

function closedWords(items: readonly Instance[] | undefined): string {
  if (items === undefined) return ' ';
  return items.length === 0
    ? 'Qualys knows none yet'
    : `${counted(items.length, 'instance')} to pick from: tab`;
}

/** In a narrow terminal the state comes first: names tell the instances apart. */
function entryOf({ instanceId, name, state, region }: Instance, isNarrow: boolean): ListItem<string> {
  const known = state?.toLowerCase() ?? 'state unknown';
  const place = isNarrow ? [known, instanceId] : [instanceId, known, region ?? ''];
  const isGone = state !== undefined && state !== 'RUNNING';
  return {
    value: instanceId,
    key: instanceId.toLowerCase(),
    label: name ?? instanceId,
    detail: place.filter((part) => part !== '').join('  '),
    disabledReason: isGone
      ? `${isNarrow ? '' : `${instanceId}  `}${state.toLowerCase()}: cannot be scanned`
      : undefined,
  };
}

interface InstanceStatesProps {
  readonly text: string;
  readonly instances: RemoteList<Instance>;
  readonly columns: number;
}

const mostShown = 3;

/** What Qualys knows of the instances that are typed, as soon as it is known. */
export function InstanceStates({ text, instances, columns }: InstanceStatesProps) {
  const ids = knownInstanceIds(text);
  if (ids.length === 0) return null;
  if (instances.status === 'loading')
    return <StatusLine kind="busy" text="Asking for the state …" columns={columns} />;
  if (instances.status === 'failed')
    return (
      <StatusLine
        kind="bad"
        text={`${instances.error.what}. ${instances.error.why ?? ''}`}
        columns={columns}
      />
    );
  const name = (id: string) => (ids.length > 1 ? `${id} ` : '');
  const { shown, hidden } = firstOf(ids, mostShown);
  return (
    <Box flexDirection="column">
      {numbered(shown).map(({ item: id, number }) => {
        const known = instances.items.find(({ instanceId }) => instanceId.toLowerCase() === id.toLowerCase());
        return <StatusLine key={number} {...stateWords(known, name(id))} columns={columns} isWhole />;
      })}
      {hidden > 0 && <StatusLine kind="idle" text={`and ${hidden} more`} columns={columns} />}
    </Box>
  );
}

function stateWords(instance: Instance | undefined, name: string): { kind: 'good' | 'warn'; text: string } {
  return { kind: instance?.state === 'RUNNING' ? 'good' : 'warn', text: name + instanceWords(instance) };
}
