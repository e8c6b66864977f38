import { useEffect, useState } from 'react';
import { authRecordTitle } from '../../config/object-titles.js';
import type { ScannerAppliance } from '../../qualys/resources/appliances.js';
import type { AuthRecord } from '../../qualys/resources/auth-records.js';
import type { Connector } from '../../qualys/resources/connectors.js';
import type { Instance } from '../../qualys/resources/instances.js';
import type { OptionProfile } from '../../qualys/resources/option-profiles.js';
import { type RemoteList, useRemoteList } from '../../ui/lists/use-remote-list.js';
import { type Draft, ownRecordKind } from '../../wizard/draft.js';
import type { Session } from '../../wizard/services.js';
import { knownInstanceIds } from '../../wizard/typed-text.js';
import type { ConnectionState } from './use-connection.js';

/** What is read of the account; it loads whichever step is on the screen. */
export interface AccountLists {
  readonly connectors: RemoteList<Connector>;
  /** Those that are typed. */
  readonly instances: RemoteList<Instance>;
  /** Every instance that Qualys knows, to pick from. */
  readonly allInstances: RemoteList<Instance>;
  readonly scanners: RemoteList<ScannerAppliance>;
  readonly optionProfiles: RemoteList<OptionProfile>;
  /** One entry when the record of this job exists, none otherwise. */
  readonly authRecord: RemoteList<AuthRecord>;
  /** Every record, to pick from. */
  readonly authRecords: RemoteList<AuthRecord>;
}

/** Milliseconds without a key press after which an instance or a record is looked up. */
const settleMs = 400;

/**
 * Reads what the screens show of the account, each list as soon as it can matter: they load while the person types
 * elsewhere. `connectedOnce` keeps the lists of a connection while its account is being edited.
 */
export function useAccountLists(connection: ConnectionState, draft: Draft, jobName: string): AccountLists {
  const session = connection.status === 'connected' ? connection.session : undefined;
  const of = connection.status === 'connected' ? `connection ${connection.number}` : undefined;
  const isEc2 = draft.targetKind === 'ec2';
  const ids = knownInstanceIds(useSettled(draft.instanceIds, settleMs));
  const kind = ownRecordKind(draft);
  const title = useSettled(kind === undefined ? '' : authRecordTitle(kind, jobName), settleMs);
  const accountId = draft.connector?.accountId;

  const onAgain = () => session?.askAgain();
  const waits = useWaits(session);

  const lists: AccountLists = {
    scanners: useRemoteList(of, (signal) => required(session).listScanners(signal), onAgain),
    optionProfiles: useRemoteList(of, (signal) => required(session).listOptionProfiles(signal), onAgain),
    connectors: useRemoteList(
      keyIf(of, isEc2),
      (signal) => required(session).listConnectors(signal),
      onAgain,
    ),
    instances: useRemoteList(
      keyIf(of, isEc2 && ids.length > 0, ids.join(' '), accountId ?? ''),
      (signal) => required(session).findInstances(ids, accountId, signal),
      onAgain,
    ),
    allInstances: useRemoteList(
      keyIf(of, isEc2),
      (signal) => required(session).listInstances(signal),
      onAgain,
    ),
    authRecords: useRemoteList(
      keyIf(of, draft.authKind === 'existing'),
      (signal) => required(session).listAuthRecords(signal),
      onAgain,
    ),
    authRecord: useRemoteList(
      keyIf(of, title !== '', kind ?? '', title),
      async (signal) => {
        if (kind === undefined) return [];
        const record = await required(session).findAuthRecord(kind, title, signal);
        return record === undefined ? [] : [record];
      },
      onAgain,
    ),
  };
  return {
    connectors: waiting(lists.connectors, waits),
    instances: waiting(lists.instances, waits),
    allInstances: waiting(lists.allInstances, waits),
    authRecords: waiting(lists.authRecords, waits),
    scanners: waiting(lists.scanners, waits),
    optionProfiles: waiting(lists.optionProfiles, waits),
    authRecord: waiting(lists.authRecord, waits),
  };
}

/** A list that is not there yet says what it waits for. */
function waiting<Item>(list: RemoteList<Item>, waits: string | undefined): RemoteList<Item> {
  return list.status === 'loading' && waits !== undefined ? { ...list, waits } : list;
}

/** What the calls of the session wait for, in words, while they do. */
function useWaits(session: Session | undefined): string | undefined {
  const [seconds, setSeconds] = useState<number>();
  useEffect(() => session?.onWait(setSeconds), [session]);
  useEffect(() => {
    if (seconds === undefined) return;
    const timer = setTimeout(() => setSeconds(undefined), seconds * 1000);
    return () => clearTimeout(timer);
  }, [seconds]);
  return seconds === undefined ? undefined : `waits ${Math.ceil(seconds)} s for the account's limits`;
}

/** The key of a list, or undefined while it is not to be read. */
function keyIf(of: string | undefined, isAsked: boolean, ...details: readonly string[]): string | undefined {
  return of !== undefined && isAsked ? [of, ...details].join(' ') : undefined;
}

function required(session: Session | undefined): Session {
  if (session === undefined) throw new Error('A list was read without a connection.');
  return session;
}

/** The value, once it has not changed for `pauseMs`. */
function useSettled<T>(value: T, pauseMs: number): T {
  const [settled, settle] = useState(value);
  useEffect(() => {
    if (settled === value) return;
    const timer = setTimeout(() => settle(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, settled, pauseMs]);
  return settled;
}
