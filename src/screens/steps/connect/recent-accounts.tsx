import { findPlatform } from '../../../qualys/platforms.js';
import { ago } from '../../../text/elapsed.js';
import { Field } from '../../../ui/fields/field.js';
import { pad } from '../../../ui/fit.js';
import { useUi } from '../../../ui/frame/ui-context.js';
import { SelectList } from '../../../ui/lists/select-list.js';
import type { RecentAccount } from '../../../wizard/services.js';
import { serverOf } from '../../shell-of.js';

interface RecentAccountsProps {
  readonly accounts: readonly RecentAccount[];
  readonly nowMs: number;
  readonly isFocused: boolean;
  readonly onChoose: (account: RecentAccount) => void;
}

const mostShown = 3;

/** Accounts of earlier sessions, to fill in the first two fields. */
export function RecentAccounts({ accounts, nowMs, isFocused, onChoose }: RecentAccountsProps) {
  const { valueWidth } = useUi();
  const shown = accounts.slice(0, mostShown);
  const items = shown.map((account, index) => {
    const name = `${account.username} on ${findPlatform(account.platform)?.id ?? serverOf(account)}`;
    return {
      value: String(index),
      label: `${pad(name, Math.min(32, valueWidth - 18))}  ${ago(account.usedAt, nowMs)}`,
    };
  });
  return (
    <Field label="Recent" isFocused={isFocused} hasOwnPointer reserve={false}>
      <SelectList
        items={items}
        columns={valueWidth}
        isFocused={isFocused}
        onSelect={(value) => {
          const account = shown[Number(value)];
          if (account !== undefined) onChoose(account);
        }}
      />
    </Field>
  );
}
