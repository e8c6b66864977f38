import type { Action } from '../../ui/lists/action-row.js';

/** What an end without a verdict offers. */
export type EndAction = 'again' | 'scanner' | 'auth-record' | 'leave';

/** By way of Review: what another launch would change is read and shown first. */
const again: Action<EndAction> = { value: 'again', label: 'Launch again', short: 'Again' };
const scanner: Action<EndAction> = { value: 'scanner', label: 'Change the scanner', short: 'Scanner' };
const record: Action<EndAction> = { value: 'auth-record', label: 'Change the auth record', short: 'Record' };
const leave: Action<EndAction> = { value: 'leave', label: 'Leave', short: 'Leave' };

/** After a result that judged nothing: what may mend it first. */
export function actionsWithoutVerdict(isLogin: boolean): readonly Action<EndAction>[] {
  return [isLogin ? record : scanner, again, leave];
}

/** After an error. */
export const actionsAfterError: readonly Action<EndAction>[] = [
  { ...again, label: 'Back to Review', short: 'Review' },
  leave,
];
