import { Text } from 'ink';
import { expect, test } from 'vitest';
import { PcError } from '../../../src/errors.js';
import { Remote } from '../../../src/ui/lists/remote.js';
import { useRemoteList } from '../../../src/ui/lists/use-remote-list.js';
import { draw, until } from '../../support/draw.js';

type Load = (signal: AbortSignal) => Promise<readonly string[]>;

function Profiles({ of, load }: { readonly of: string | undefined; readonly load: Load }) {
  const list = useRemoteList(of, load);
  return (
    <Remote list={list} of="option profiles" lines={3} isActive>
      {(items) => <Text>{`profiles: ${items.join(', ')}`}</Text>}
    </Remote>
  );
}

/** A reading that the test answers by hand. */
function byHand() {
  const asked: {
    readonly signal: AbortSignal;
    readonly give: (items: readonly string[]) => void;
    readonly fail: (reason: unknown) => void;
  }[] = [];
  const load: Load = (signal) =>
    new Promise((give, fail) => {
      asked.push({ signal, give, fail });
    });
  return { asked, load };
}

const refused = new PcError('Qualys refused the list of option profiles', {
  kind: 'refused',
  code: 'rate-limit',
  why: '1965: This API cannot be run again for another 41 seconds',
  next: 'Wait 41 s, then try again.',
});

test('a list that loads keeps its lines and says what it reads', async () => {
  const { load } = byHand();
  const { see, frame } = draw(<Profiles of="US2" load={load} />);
  await see('Reading option profiles …');
  expect(frame().split('\n')).toHaveLength(3);
});

test("A failed list shows Qualys' reason and r retries", async () => {
  const { asked, load } = byHand();
  const { press, see, miss } = draw(<Profiles of="US2" load={load} />);
  await until(() => expect(asked).toHaveLength(1));
  asked[0]?.fail(refused);
  await see('✗ Qualys refused the list of option profiles');
  await see('1965: This API cannot be run again for another 41 seconds');
  await see('Wait 41 s, then try again.');
  press('r');
  await miss('refused');
  await until(() => expect(asked).toHaveLength(2));
  asked[1]?.give(['Jenkins_Linux']);
  await see('profiles: Jenkins_Linux');
});

test('an answer to an earlier question is dropped, and its call aborted', async () => {
  const { asked, load } = byHand();
  const { see, frame, redraw } = draw(<Profiles of="US2" load={load} />);
  await until(() => expect(asked).toHaveLength(1));
  redraw(<Profiles of="EU1" load={load} />);
  await until(() => expect(asked).toHaveLength(2));
  expect(asked[0]?.signal.aborted).toBe(true);
  asked[1]?.give(['new']);
  await see('profiles: new');
  asked[0]?.give(['old']);
  await Promise.resolve();
  expect(frame()).toContain('profiles: new');
});

test('an answer for another question is never shown, not even for one frame', async () => {
  const { asked, load } = byHand();
  const { see, frames, redraw } = draw(<Profiles of="US2" load={load} />);
  await until(() => expect(asked).toHaveLength(1));
  asked[0]?.give(['old']);
  await see('profiles: old');
  const before = frames.length;
  redraw(<Profiles of="EU1" load={load} />);
  await see('Reading option profiles …');
  expect(frames.slice(before).join('')).not.toContain('profiles: old');
});

test('nothing is read before it is known what of', async () => {
  const { asked, load } = byHand();
  const { see } = draw(<Profiles of={undefined} load={load} />);
  await see('Reading option profiles …');
  expect(asked).toHaveLength(0);
});

test('what is read is aborted when the screen goes', async () => {
  const { asked, load } = byHand();
  const { unmount } = draw(<Profiles of="US2" load={load} />);
  await until(() => expect(asked).toHaveLength(1));
  unmount();
  await until(() => expect(asked[0]?.signal.aborted).toBe(true));
});
