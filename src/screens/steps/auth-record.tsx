import { Box } from 'ink';
import { authRecordTitle } from '../../config/object-titles.js';
import type { AuthRecord } from '../../qualys/resources/auth-records.js';
import { CheckRow } from '../../ui/fields/check-rows.js';
import { Field } from '../../ui/fields/field.js';
import { SecretField, TextField } from '../../ui/fields/text-field.js';
import { useUi } from '../../ui/frame/ui-context.js';
import type { Hint } from '../../ui/keys/keys.js';
import { SelectList } from '../../ui/lists/select-list.js';
import type { RemoteList } from '../../ui/lists/use-remote-list.js';
import { ErrorLines, StatusLine } from '../../ui/messages.js';
import { numbered } from '../../ui/numbered.js';
import { jobNameIn, ownRecordKind, type Secrets } from '../../wizard/draft.js';
import { recordWords } from '../../wizard/entry-words.js';
import type { JobHere } from '../../wizard/services.js';
import type { AccountLists } from '../state/use-account-lists.js';
import { ExistingRecord } from './existing-record.js';
import { StepFrame, useStepFields, useStepRows, useTextHints } from './step-frame.js';
import type { StepProps } from './step-props.js';

type AuthField =
  | 'authKind'
  | 'authExisting'
  | 'authUsername'
  | 'authKeepsPassword'
  | 'authPassword'
  | 'authDomain';

const kinds = [
  { value: 'none', label: 'None', means: 'the records in Qualys stay as they are' },
  { value: 'unix', label: 'Unix', means: 'user name and password over SSH' },
  { value: 'windows', label: 'Windows', means: 'user name and password, a domain if any' },
  { value: 'existing', label: 'Existing', means: 'a record of yours, with the login that it has' },
] as const;

interface AuthRecordProps extends StepProps, Pick<AccountLists, 'authRecord' | 'authRecords'> {
  readonly secrets: Pick<Secrets, 'hostPassword'>;
  readonly job: JobHere;
  readonly onSecret: (patch: Pick<Secrets, 'hostPassword'>) => void;
}

/** How the scanner logs in to the host. */
export function AuthRecordScreen(props: AuthRecordProps) {
  const {
    shell,
    draft,
    secrets,
    problems,
    showsProblems,
    authRecord,
    job,
    onAnswer,
    onSecret,
    onForward,
    onBack,
  } = props;
  const { valueWidth, isNarrow } = useUi();
  const rows = useStepRows();
  const { authKind } = draft;
  const own = ownRecordKind(draft);
  const ids: readonly AuthField[] = [
    'authKind',
    ...(authKind === 'existing' ? (['authExisting'] as const) : []),
    ...(own === undefined ? [] : (['authUsername'] as const)),
    ...(authKind === 'windows' ? (['authDomain'] as const) : []),
    ...(own === undefined || draft.authKeepsPassword ? [] : (['authPassword'] as const)),
    ...(own === undefined ? [] : (['authKeepsPassword'] as const)),
  ];
  // A draft that was resumed lacks its password.
  const initial = problems[0]?.field === 'authPassword' ? 'authPassword' : 'authKind';
  const fields = useStepFields<AuthField>({
    ids,
    problems,
    showsProblems,
    onForward,
    onBack,
    initial,
  });
  const name = jobNameIn(draft, job);
  const reference = draft.base?.scan.authRecord?.password;

  return (
    <StepFrame shell={shell} hints={hintsOf(fields.at, useTextHints())}>
      <Field
        label="Record"
        isFocused={fields.isFocused('authKind')}
        hint={isNarrow ? upperFirst(kinds.find(({ value }) => value === authKind)?.means ?? '') : undefined}
      >
        <SelectList
          items={kinds.map(({ value, label, means }) => ({
            value,
            label: isNarrow ? label : `${label}: ${means}`,
          }))}
          columns={valueWidth}
          chosen={authKind}
          isFocused={fields.isFocused('authKind')}
          onHighlight={(kind) => onAnswer({ authKind: kind })}
          onSelect={(kind) => {
            onAnswer({ authKind: kind });
            if (kind === 'none') onForward();
            else fields.focus(kind === 'existing' ? 'authExisting' : 'authUsername');
          }}
        />
      </Field>
      {authKind === 'existing' && (
        <ExistingRecord
          records={props.authRecords}
          chosen={draft.authExisting}
          onChoose={(authExisting) => onAnswer({ authExisting })}
          onSubmit={fields.submit}
          isFocused={fields.isFocused('authExisting')}
          error={fields.errorOf('authExisting', '')}
          lines={Math.max(3, rows - kinds.length - 6)}
        />
      )}
      {own !== undefined && (
        <>
          <TextField
            label="User name"
            value={draft.authUsername}
            onChange={(authUsername) => onAnswer({ authUsername })}
            placeholder={authKind === 'unix' ? 'such as scan' : 'such as svc_scan'}
            isFocused={fields.isFocused('authUsername')}
            error={fields.errorOf('authUsername', draft.authUsername)}
          />
          {authKind === 'windows' && (
            <TextField
              label="Domain"
              value={draft.authDomain}
              onChange={(authDomain) => onAnswer({ authDomain })}
              placeholder="none: a local account"
              isFocused={fields.isFocused('authDomain')}
              reserve={false}
            />
          )}
          {!draft.authKeepsPassword && (
            <SecretField
              label="Password"
              value={secrets.hostPassword}
              onChange={(hostPassword) => onSecret({ hostPassword })}
              placeholder={reference === undefined ? '' : `empty: from ${reference}`}
              isFocused={fields.isFocused('authPassword')}
              error={fields.errorOf('authPassword', secrets.hostPassword)}
            />
          )}
          <CheckRow
            text="keep the password that the record has in Qualys"
            isChecked={draft.authKeepsPassword}
            onChange={(authKeepsPassword) => onAnswer({ authKeepsPassword })}
            isFocused={fields.isFocused('authKeepsPassword')}
            error={fields.errorOf('authKeepsPassword', '')}
          />
          <Box marginTop={1} flexDirection="column">
            <RecordStatus
              record={authRecord}
              title={authRecordTitle(own, name)}
              keepsPassword={draft.authKeepsPassword}
            />
          </Box>
        </>
      )}
    </StepFrame>
  );
}

const upperFirst = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

interface RecordStatusProps {
  readonly record: RemoteList<AuthRecord>;
  readonly title: string;
  readonly keepsPassword: boolean;
}

/** Whether the record of this job is there, and what the run does to it. */
function RecordStatus({ record, title, keepsPassword }: RecordStatusProps) {
  if (record.status === 'loading') return <StatusLine kind="busy" text={`Looking for ${title} …`} />;
  if (record.status === 'failed') return <ErrorLines error={record.error} />;
  const found = record.items[0];
  if (found === undefined && keepsPassword)
    return <StatusLine kind="bad" text={`${title} does not exist: there is no password to keep.`} isWhole />;
  const [first = '', ...others] = recordWords(found, title);
  if (found === undefined) return <StatusLine kind="idle" text={first} />;
  return (
    <>
      <StatusLine kind="good" text={first} isWhole />
      {numbered(others).map(({ item: text, number }) => (
        <StatusLine key={number} kind="idle" text={text} />
      ))}
    </>
  );
}

function hintsOf(at: AuthField | undefined, textHints: readonly Hint[]): readonly Hint[] {
  switch (at) {
    case 'authKind':
      return ['move-down', 'accept', 'back', 'help'];
    case 'authExisting':
      return ['move-down', 'accept', 'filter', 'choose', 'back', 'help'];
    case 'authKeepsPassword':
      return ['check', 'accept', 'back', 'help'];
    default:
      return textHints;
  }
}
