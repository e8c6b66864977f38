import { Box, type DOMElement } from 'ink';
import { useRef } from 'react';
import { findPlatform } from '../../../qualys/platforms.js';
import { useReveal } from '../../../ui/frame/scrolling.js';
import { ErrorLines, Paragraph, StatusLine } from '../../../ui/messages.js';
import { numbered } from '../../../ui/numbered.js';
import type { Draft } from '../../../wizard/draft.js';
import { callsLeft, connectedWords } from '../../../wizard/entry-words.js';
import { serverOf } from '../../shell-of.js';
import type { ConnectionState } from '../../state/use-connection.js';

interface ConnectionStatusProps {
  readonly connection: ConnectionState;
  readonly draft: Draft;
  readonly isDemo: boolean;
  /** Enter was pressed once more on answers that were refused. */
  readonly isWarned: boolean;
  /** Scrolls to it in a low terminal, unless the person is busy further up. */
  readonly isInSight: boolean;
}

/** What the test of the connection said, with the true reason when it failed. */
export function ConnectionStatus({ isInSight, ...status }: ConnectionStatusProps) {
  const box = useRef<DOMElement>(null);
  useReveal(box, isInSight && (status.isDemo || status.connection.status !== 'untested'));
  return (
    <Box ref={box} flexDirection="column" minHeight={3} flexShrink={0}>
      <StatusText {...status} />
    </Box>
  );
}

const refusedWords =
  'Nothing was sent again: the answers are those that were refused. Change one, or press enter again to send them all the same.';
const demoWords = 'A demo: nothing here is real, and nothing leaves this computer. Press enter.';

function StatusText({ connection, draft, isDemo, isWarned }: Omit<ConnectionStatusProps, 'isInSight'>) {
  switch (connection.status) {
    case 'untested':
      return <Paragraph style="dim">{isDemo ? demoWords : ''}</Paragraph>;
    case 'testing': {
      const host = findPlatform(draft.platform)?.gateway ?? serverOf(draft);
      return <StatusLine kind="busy" text={`Testing the connection … ${host}`} />;
    }
    case 'failed':
      return (
        <>
          {isWarned && <StatusLine kind="warn" text={refusedWords} isWhole />}
          <ErrorLines error={connection.error} />
        </>
      );
    case 'connected': {
      const { notes } = connection.session.connection;
      const calls = callsLeft(connection.session.connection);
      return (
        <Box flexDirection="column">
          <StatusLine kind="good" text={connectedWords} isWhole />
          {numbered(notes).map(({ item: note, number }) => (
            <StatusLine key={number} kind="warn" text={note} isWhole />
          ))}
          <StatusLine kind="idle" text={[calls, connection.remembered ?? ''].join(' ').trim()} />
        </Box>
      );
    }
    default: {
      const never: never = connection;
      return never;
    }
  }
}
