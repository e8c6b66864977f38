import { useState } from 'react';
import { CheckRow, RadioRow } from '../../../ui/fields/check-rows.js';
import { SecretField, TextField } from '../../../ui/fields/text-field.js';
import { useUi } from '../../../ui/frame/ui-context.js';
import type { Hint } from '../../../ui/keys/keys.js';
import { checkAccount } from '../../../wizard/checks.js';
import type { Draft, Secrets } from '../../../wizard/draft.js';
import type { RecentAccount } from '../../../wizard/services.js';
import type { ProxyTyped } from '../../../wizard/typed-text.js';
import type { ConnectionState } from '../../state/use-connection.js';
import { StepFrame, useStepFields, useTextHints } from '../step-frame.js';
import type { StepProps } from '../step-props.js';
import { ConnectionStatus } from './connection-status.js';
import { PlatformField, ProxyField } from './platform-field.js';
import { RecentAccounts } from './recent-accounts.js';

type ConnectField =
  | 'platform'
  | 'loginKind'
  | 'username'
  | 'clientId'
  | 'clientLevel'
  | 'password'
  | 'remember'
  | 'proxy'
  | 'proxyUsername'
  | 'proxyPassword'
  | 'recent';

const logins = [
  { value: 'password', label: 'User' },
  { value: 'client', label: 'Client id' },
  { value: 'token', label: 'Token' },
] as const;
const levels = [
  { value: 'user', label: 'as a user' },
  { value: 'subscription', label: 'for the subscription' },
] as const;
const fieldsOf: Readonly<Record<Draft['loginKind'], readonly ConnectField[]>> = {
  password: ['username'],
  client: ['clientId', 'clientLevel'],
  token: [],
};
const secretLabels = { password: 'Password', client: 'Client secret', token: 'Token' } as const;
const secretVariables = {
  password: 'QUALYS_PASSWORD',
  client: 'QUALYS_CLIENT_SECRET',
  token: 'QUALYS_TOKEN',
} as const;

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
    'loginKind',
    ...fieldsOf[draft.loginKind],
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
    initial: isReady ? 'password' : 'platform',
  });
  const accept: Hint = ['accept', isConnected ? 'go on' : isNarrow ? 'test' : 'test the connection'];
  const textHints = useTextHints(accept, 'interrupt');
  const hints: readonly Hint[] = fields.isFocused('recent')
    ? ['move-down', ['accept', 'use it'], 'help']
    : fields.isFocused('loginKind') || fields.isFocused('clientLevel')
      ? [['choose', 'change'], accept, 'next-field', 'help']
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
      <RadioRow
        label="Login"
        options={logins}
        value={draft.loginKind}
        onChange={(loginKind) => onAnswer({ loginKind })}
        isFocused={fields.isFocused('loginKind')}
        reserve={false}
      />
      {draft.loginKind === 'password' && (
        <TextField
          label="User name"
          value={draft.username}
          onChange={(username) => onAnswer({ username })}
          placeholder="such as acme2ab1"
          isFocused={fields.isFocused('username')}
          error={fields.errorOf('username', draft.username)}
        />
      )}
      {draft.loginKind === 'client' && (
        <>
          <TextField
            label="Client id"
            value={draft.clientId}
            onChange={(clientId) => onAnswer({ clientId })}
            placeholder="as Qualys has given it"
            isFocused={fields.isFocused('clientId')}
            error={fields.errorOf('clientId', draft.clientId)}
            reserve={false}
          />
          <RadioRow
            label="It acts"
            options={levels}
            value={draft.clientLevel}
            onChange={(clientLevel) => onAnswer({ clientLevel })}
            isFocused={fields.isFocused('clientLevel')}
            reserve={false}
          />
        </>
      )}
      <SecretField
        label={secretLabels[draft.loginKind]}
        value={secrets.password}
        onChange={(password) => onSecret({ password })}
        placeholder={`empty: the one in the keychain, or ${secretVariables[draft.loginKind]}`}
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
        isInSight={
          !['platform', 'loginKind', 'username', 'clientId', 'clientLevel'].includes(fields.at ?? '')
        }
      />
      {recentAccounts.length > 0 && (
        <RecentAccounts
          accounts={recentAccounts}
          nowMs={props.nowMs}
          isFocused={fields.isFocused('recent')}
          onChoose={({ platform, apiServer, username }) => {
            onAnswer({ platform, apiServer, loginKind: 'password', username });
            fields.focus('password');
          }}
        />
      )}
    </StepFrame>
  );
}
