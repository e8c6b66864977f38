import { Text } from 'ink';
import { fit } from '../fit.js';
import { useUi } from '../frame/ui-context.js';
import { ChoiceList, type ChoiceListProps } from './choices.js';
import { RemoteStatus } from './remote.js';
import type { RemoteList } from './use-remote-list.js';

interface AnswerListProps<T> extends Omit<ChoiceListProps<T>, 'kept' | 'summary'> {
  readonly list: RemoteList<unknown>;
  /** What is read, such as `option profiles`. */
  readonly of: string;
  /** The answer so far in words, while there is one. */
  readonly answer: string | undefined;
}

const notRead = {
  loading: 'state not read yet',
  failed: 'its state could not be read',
  ready: 'not in this account',
};

/**
 * One answer out of a list that is read from afar. The answer so far is on the screen in every phase, with the pointer
 * on it: a list that is read, has failed or is filtered never answers by itself.
 */
export function AnswerList<T>({ list, of, answer, ...choices }: AnswerListProps<T>) {
  const { contentWidth, styles } = useUi();
  const { items, chosenKey = null, lines, isFocused } = choices;
  const hasEntry = items.some(({ key }) => key === chosenKey);
  const kept = answer === undefined || hasEntry ? undefined : { label: answer, detail: notRead[list.status] };
  const isReady = list.status === 'ready';
  const used = items.length + (kept === undefined ? 0 : 1);
  const entryLines = isReady && items.length > 0 ? lines : Math.max(1, Math.min(lines, used));
  return (
    <>
      <ChoiceList
        {...choices}
        kept={kept}
        lines={entryLines}
        {...(isReady ? {} : { summary: '', emptyText: 'Nothing to choose yet.' })}
      />
      {isReady && items.length === 0 && kept !== undefined && choices.emptyText !== undefined && (
        <Text {...styles.dim}>{`  ${fit(choices.emptyText, (choices.columns ?? contentWidth) - 2)}`}</Text>
      )}
      <RemoteStatus list={list} of={of} lines={lines - entryLines} isActive={isFocused} />
    </>
  );
}
