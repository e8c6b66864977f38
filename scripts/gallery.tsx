import { render } from 'ink';
import { useState } from 'react';
import { CheckGroup } from '../src/ui/check-group.js';
import { CheckRow } from '../src/ui/check-row.js';
import { ChoiceList } from '../src/ui/choice-list.js';
import { Frame } from '../src/ui/frame.js';
import { RadioRow } from '../src/ui/radio-row.js';
import { SecretField } from '../src/ui/secret-field.js';
import { StatusLine } from '../src/ui/status-line.js';
import { TextField } from '../src/ui/text-field.js';
import { UiProvider } from '../src/ui/ui-context.js';
import { useFields } from '../src/ui/use-fields.js';

const steps = [
  'Connect',
  'Target',
  'Auth record',
  'Scanner',
  'Profile',
  'Criteria',
  'Timeouts',
  'Review',
].map((title, index) => ({ title, state: index === 0 ? ('done' as const) : ('open' as const) }));

function Gallery() {
  const [user, setUser] = useState('');
  const [secret, setSecret] = useState('');
  const [kind, setKind] = useState<'ip' | 'ec2'>('ip');
  const [checked, setChecked] = useState(true);
  const [states, setStates] = useState<ReadonlySet<string>>(new Set(['fail']));
  const [chosen, setChosen] = useState<string | null>(null);
  const fields = useFields({
    ids: ['user', 'secret', 'kind', 'keep', 'states', 'list'],
    onBack: () => process.exit(0),
  });
  return (
    <Frame
      header={{ product: 'qualys-pc', account: 'acme_ab1 · US2', badge: 'demo' }}
      rail={{ steps, at: 1 }}
      hints={['next-field', 'filter', 'check', 'accept', 'back', 'help']}
    >
      <TextField
        label="User name"
        isFocused={fields.isFocused('user')}
        value={user}
        onChange={setUser}
        placeholder="acme_ab1"
        error={user === 'x' ? 'No user is called x' : undefined}
      />
      <SecretField
        label="Password"
        isFocused={fields.isFocused('secret')}
        value={secret}
        onChange={setSecret}
      />
      <RadioRow
        label="Target"
        isFocused={fields.isFocused('kind')}
        value={kind}
        onChange={setKind}
        options={[
          { value: 'ip', label: 'Host IP' },
          { value: 'ec2', label: 'EC2 instance' },
        ]}
      />
      <CheckRow
        text="remember in this computer's keychain"
        isFocused={fields.isFocused('keep')}
        isChecked={checked}
        onChange={setChecked}
      />
      <CheckGroup
        label="States"
        isFocused={fields.isFocused('states')}
        checked={states}
        onChange={setStates}
        options={[
          { value: 'fail', label: 'Fail' },
          { value: 'error', label: 'Error' },
        ]}
      />
      <StatusLine kind="busy" text="Testing the connection …" />
      <ChoiceList
        isFocused={fields.isFocused('list')}
        lines={6}
        chosenKey={chosen}
        onChoose={(value) => setChosen(value)}
        items={Array.from({ length: 41 }, (_, index) => ({
          key: String(index),
          value: String(index),
          label: `Jenkins_Linux ${index}`,
          detail: `${index} policies`,
          ...(index % 7 === 3 ? { disabledReason: 'no policies: add one in Qualys' } : {}),
        }))}
      />
    </Frame>
  );
}

const { columns, rows } = process.stdout;
render(
  <UiProvider
    color={process.env['NO_COLOR'] === undefined}
    unicode={process.env['PLAIN'] === undefined}
    screenReader={false}
    columns={columns}
    rows={rows}
  >
    <Gallery />
  </UiProvider>,
);
