import { Box } from 'ink';
import type { Instance } from '../../../qualys/resources/instances.js';
import type { RemoteList } from '../../../ui/lists/use-remote-list.js';
import { StatusLine } from '../../../ui/messages.js';
import { instanceWords } from '../../../wizard/entry-words.js';
import { knownInstanceIds } from '../../../wizard/typed-text.js';

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
  const hidden = ids.length - mostShown;
  return (
    <Box flexDirection="column">
      {ids.slice(0, mostShown).map((id) => {
        const known = instances.items.find(({ instanceId }) => instanceId.toLowerCase() === id.toLowerCase());
        return <StatusLine key={id} {...stateWords(known, name(id))} columns={columns} isWhole />;
      })}
      {hidden > 0 && <StatusLine kind="idle" text={`and ${hidden} more`} columns={columns} />}
    </Box>
  );
}

function stateWords(instance: Instance | undefined, name: string): { kind: 'good' | 'warn'; text: string } {
  return { kind: instance?.state === 'RUNNING' ? 'good' : 'warn', text: name + instanceWords(instance) };
}
