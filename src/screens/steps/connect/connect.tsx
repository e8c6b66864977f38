import { useState } from 'react';
import { CheckRow } from '../../../ui/fields/check-rows.js';
import { SecretField, TextField } from '../../../ui/fields/text-field.js';
import { useUi } from '../../../ui/frame/ui-context.js';
import type { Hint } from '../../../ui/keys/keys.js';
import { checkAccount } from '../../../wizard/checks.js';
import type { Secrets } from '../../../wizard/draft.js';
import type { RecentAccount } from '../../../wizard/services.js';
import type { ProxyTyped } from '../../../wizard/typed-text.js';
import type { ConnectionState } from '../../state/use-connection.js';
import { StepFrame, useStepFields, useTextHints } from '../step-frame.js';
import type { StepProps } from '../step-props.js';
import { ConnectionStatus } from './connection-status.js';
import { PlatformField } from './platform-field.js';
import { ProxyField } from './proxy-field.js';
import { RecentAccounts } from './recent-accounts.js';

type ConnectField =
  | 'platform'
  | 'username'
  | 'password'
  | 'remember'
  | 'proxy'
  | 'proxyUsername'
  | 'proxyPassword'
  | 'recent';

interface ConnectProps extends StepProps {
  readonly secrets: Pick<Secrets, 'password' | 'proxyPassword'>;
  readonly connection: ConnectionState;
  readonly recentAccounts: readonly RecentAccount[];
  readonly nowMs: number;
  readonly onSecret: (patch: Partial<Pick<Secrets, 'password' | 'proxyPassword'>>) => void;
  /** Tests the connection. */
  readonly onTest: () => void;
}

/** The account, tested before the wizard goes on. */
export function ConnectScreen(props: ConnectProps) {
  const { shell, draft, secrets, problems, showsProblems, connection, recentAccounts } = props;
  const { onAnswer, onSecret, onForward, onTest, onBack } = props;
  const hasProxy = draft.proxy.trim() !== '';
  const ids: readonly ConnectField[] = [
    'platform',
    'username',
    'password',
    'remember',
    'proxy',
    ...(hasProxy ? (['proxyUsername', 'proxyPassword'] as const) : []),
    ...(recentAccounts.length > 0 ? (['recent'] as const) : []),
  ];
  const { isNarrow } = useUi();
  const [warnedOf, setWarnedOf] = useState<ConnectionState>();
  const isReady = checkAccount(draft).length === 0;
  const isConnected = connection.status === 'connected';
  const changeProxy = ({ address, login }: ProxyTyped) => {
    onAnswer({ proxy: address, ...(login === undefined ? {} : { proxyUsername: login.username }) });
    if (login !== undefined) onSecret({ proxyPassword: login.password });
  };
  const goOn = () => {
    if (connection.status === 'testing') return;
    if (isReady && connection.status === 'failed' && connection.isRefused && warnedOf !== connection)
      setWarnedOf(connection);
    else if (isReady && !isConnected) onTest();
    else onForward();
  };
  const fields = useStepFields<ConnectField>({
    ids,
    problems,
    showsProblems,
    onForward: goOn,
    onBack,
    initial: draft.username !== '' && isReady ? 'password' : 'platform',
  });
  const accept: Hint = ['accept', isConnected ? 'go on' : isNarrow ? 'test' : 'test the connection'];
  const textHints = useTextHints(accept, 'interrupt');
  const hints: readonly Hint[] = fields.isFocused('recent')
    ? ['move-down', ['accept', 'use it'], 'help']
    : fields.isFocused('remember')
      ? ['next-field', 'check', accept, 'help']
      : textHints;

  return (
    <StepFrame shell={shell} hints={hints}>
      <PlatformField
        answer={draft}
        onAnswer={onAnswer}
        isFocused={fields.isFocused('platform')}
        error={fields.errorOf('platform', draft.platform)}
      />
      <TextField
        label="User name"
        value={draft.username}
        onChange={(username) => onAnswer({ username })}
        placeholder="such as acme2ab1"
        isFocused={fields.isFocused('username')}
        error={fields.errorOf('username', draft.username)}
      />
      <SecretField
        label="Password"
        value={secrets.password}
        onChange={(password) => onSecret({ password })}
        placeholder="empty: the one in the keychain, or QUALYS_PASSWORD"
        isFocused={fields.isFocused('password')}
        reserve={false}
      />
      <CheckRow
        text="remember in the keychain"
        isChecked={draft.remember}
        onChange={(remember) => onAnswer({ remember })}
        isFocused={fields.isFocused('remember')}
      />
      <ProxyField
        address={draft.proxy}
        onTyped={changeProxy}
        isFocused={fields.isFocused('proxy')}
        error={fields.errorOf('proxy', draft.proxy)}
      />
      {hasProxy && (
        <>
          <TextField
            label="Proxy user"
            value={draft.proxyUsername}
            onChange={(proxyUsername) => onAnswer({ proxyUsername })}
            placeholder="none"
            isFocused={fields.isFocused('proxyUsername')}
            reserve={false}
          />
          <SecretField
            label="Proxy password"
            value={secrets.proxyPassword}
            onChange={(proxyPassword) => onSecret({ proxyPassword })}
            isFocused={fields.isFocused('proxyPassword')}
            reserve={false}
          />
        </>
      )}
      <ConnectionStatus
        connection={connection}
        draft={draft}
        isDemo={shell.header.badge !== undefined}
        isWarned={warnedOf === connection}
        isInSight={!fields.isFocused('platform') && !fields.isFocused('username')}
      />
      {recentAccounts.length > 0 && (
        <RecentAccounts
          accounts={recentAccounts}
          nowMs={props.nowMs}
          isFocused={fields.isFocused('recent')}
          onChoose={({ platform, apiServer, username }) => {
            onAnswer({ platform, apiServer, username });
            fields.focus('password');
          }}
        />
      )}
    </StepFrame>
  );
}
