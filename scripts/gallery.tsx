import { render } from 'ink';
import { type ReactNode, useState } from 'react';
import { ResultView } from '../src/screens/run/result-view.js';
import { RunView } from '../src/screens/run/run-view.js';
import { CheckGroup, CheckRow, RadioRow } from '../src/ui/fields/check-rows.js';
import { SecretField, TextField } from '../src/ui/fields/text-field.js';
import { useFields } from '../src/ui/fields/use-fields.js';
import { Frame } from '../src/ui/frame/frame.js';
import { UiProvider } from '../src/ui/frame/ui-context.js';
import { useKeys } from '../src/ui/keys/key-router.js';
import { ChoiceList, MultiChoice } from '../src/ui/lists/choices.js';
import { SelectList } from '../src/ui/lists/select-list.js';
import { ErrorLines, StatusLine } from '../src/ui/messages.js';
import { screenStream } from '../src/ui/terminal/screen-stream.js';
import { terminalFeatures } from '../src/ui/terminal/terminal-sequences.js';
import { useTerminalSize } from '../src/ui/terminal/use-terminal.js';
import { emptyDraft } from '../src/wizard/draft.js';
import { runBefore } from '../src/workflow/run/run-progress.js';
import { policyResult, sampleResult } from '../test/support/sample-result.js';
import { cancelled, clockAt, launched, running, runOf } from '../test/support/sample-run.js';

/** Every part of the terminal interface in its states, page by page: alt-f and alt-b turn, ctrl-c ends. */

const header = { product: 'qualys-pc', account: 'acme2ab1 · US2', badge: 'demo' };
const titles = ['Connect', 'Target', 'Auth record', 'Scanner', 'Profile', 'Criteria', 'Timeouts', 'Review'];
const stateAt = (index: number) => (index === 2 ? 'needs-review' : index < 4 ? 'done' : 'open');
const rail = { steps: titles.map((title, index) => ({ title, state: stateAt(index) }) as const), at: 4 };
const terminal = terminalFeatures(process.env);
const nothing = () => undefined;

function Fields() {
  const [user, setUser] = useState('');
  const [title, setTitle] = useState(`[job_name]_jenkins_build_[build_number] 東京 ${'long '.repeat(30)}`);
  const [secret, setSecret] = useState('');
  const [kind, setKind] = useState<'ip' | 'ec2'>('ip');
  const [keeps, setKeeps] = useState(true);
  const [states, setStates] = useState<ReadonlySet<string>>(new Set(['fail']));
  const fields = useFields({ ids: ['user', 'title', 'secret', 'kind', 'keep', 'states'], onBack: nothing });
  const { isFocused } = fields;
  return (
    <Frame header={header} rail={rail} hints={['next-field', 'check', 'accept', 'back', 'help']}>
      <TextField
        label="User name"
        isFocused={isFocused('user')}
        value={user}
        onChange={setUser}
        placeholder="acme2ab1"
        error={user === 'x' ? 'No user is called x' : undefined}
      />
      <TextField
        label="Scan title"
        isFocused={isFocused('title')}
        value={title}
        onChange={setTitle}
        hint="a timestamp is always appended"
      />
      <SecretField
        label="Password"
        isFocused={isFocused('secret')}
        value={secret}
        onChange={setSecret}
        placeholder="from the keychain"
      />
      <RadioRow
        label="Target"
        isFocused={isFocused('kind')}
        value={kind}
        onChange={setKind}
        options={[
          { value: 'ip', label: 'Host IP' },
          { value: 'ec2', label: 'EC2 instance' },
        ]}
      />
      <CheckRow
        text="remember in this computer's keychain"
        isFocused={isFocused('keep')}
        isChecked={keeps}
        onChange={setKeeps}
      />
      <CheckGroup
        label="Criticality"
        isFocused={isFocused('states')}
        checked={states}
        onChange={setStates}
        options={['urgent', 'critical', 'serious', 'medium', 'minimal'].map((value) => ({
          value,
          label: value,
        }))}
      />
      <StatusLine kind="busy" text="Testing the connection … gateway.qg2.apps.qualys.com" />
      <StatusLine kind="good" text="Connected. Policy Compliance is in the subscription." />
      <StatusLine kind="warn" text="Without it, a host that could not be checked passes." />
      <ErrorLines
        error={{
          what: 'Qualys refused the user name or password',
          why: '401: Bad Login/Password',
          next: 'The account may belong to another platform: try EU1.',
        }}
      />
    </Frame>
  );
}

const profiles = Array.from({ length: 48 }, (_, index) => ({
  key: String(index),
  value: String(index),
  label: index % 9 === 4 ? 'Jenkins_東京都庁 & more' : `Jenkins_Linux baseline ${index}`,
  detail: `${index} policies`,
  ...(index % 7 === 3 ? { disabledReason: 'no policies: add one in Qualys' } : {}),
}));
const connectors = [
  {
    key: '1',
    value: '1',
    label: 'prod-eu',
    detail: '123456789012   finished 2 h ago',
    group: 'eu-central-1',
  },
  { key: '2', value: '2', label: 'prod-us', detail: '998877665544   running', group: 'us-east-1' },
  { key: '3', value: '3', label: 'lab', disabledReason: 'disabled: cannot be run', group: 'us-east-1' },
];

function Lists() {
  const [chosen, setChosen] = useState<string | null>('2');
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set(['0', '1']));
  const fields = useFields({ ids: ['one', 'many', 'groups', 'few'], onBack: nothing });
  return (
    <Frame header={header} rail={rail} hints={['move-down', 'filter', 'check', 'accept', 'back', 'help']}>
      <ChoiceList
        items={profiles}
        isFocused={fields.isFocused('one')}
        lines={4}
        chosenKey={chosen}
        onChoose={setChosen}
      />
      <MultiChoice
        items={profiles}
        isFocused={fields.isFocused('many')}
        lines={4}
        checked={checked}
        onChange={setChecked}
      />
      <ChoiceList items={connectors} isFocused={fields.isFocused('groups')} lines={5} onChoose={nothing} />
      <SelectList
        items={[
          { value: 'launch', label: 'Launch the scan' },
          { value: 'save', label: 'Save config' },
        ]}
        isFocused={fields.isFocused('few')}
        onSelect={nothing}
      />
    </Frame>
  );
}

const watching = {
  header,
  terminal,
  leaving: null,
  onDetach: nothing,
  onCancel: nothing,
  onAction: nothing,
  onBack: nothing,
  onQuit: nothing,
};
const resulting = {
  header,
  terminal,
  run: runOf(running),
  files: ['qualys-pc-results/report.html', 'result.json', 'junit.xml'],
  rerun: 'qualys-pc run --config qualys-pc.json',
  draft: emptyDraft,
  nowMs: 0,
  onExclude: nothing,
  onAction: nothing,
  onBack: nothing,
  onQuit: nothing,
};
const notes = [{ code: 'not-alive', what: "Not alive within the target's ranges: 10.20.30.41-10.20.30.60." }];

const pages: readonly ReactNode[] = [
  <Fields key="fields" />,
  <Lists key="lists" />,
  <RunView key="before" {...watching} run={runBefore} clock={clockAt(0)} />,
  <RunView key="launching" {...watching} run={runOf(launched)} clock={clockAt(3)} />,
  <RunView key="running" {...watching} run={runOf(running)} clock={clockAt(376)} />,
  <RunView key="error" {...watching} run={runOf([...running, [400, cancelled]])} clock={clockAt(400)} />,
  <ResultView key="failed" {...resulting} result={sampleResult()} />,
  <ResultView
    key="passed"
    {...resulting}
    result={sampleResult([policyResult('CIS Debian 12 v1.0', 410, 0)], {
      outcome: 'passed',
      warnings: 1,
      reasons: [{ code: 'criteria-not-met', what: 'No posture meets the criteria.' }],
      notes,
    })}
  />,
  <ResultView
    key="unknown"
    {...resulting}
    result={sampleResult([], {
      outcome: 'not-evaluated',
      reasons: [
        {
          code: 'authentication-failed',
          what: 'The scanner could not log in to any host (10.20.30.40). Nothing was checked, and nothing fails the build because failOnAuthFailure is off.',
        },
      ],
      notes,
    })}
  />,
];

function Pages({ first }: { readonly first: number }) {
  const [at, setAt] = useState(first);
  useKeys(
    (press) => {
      const step = press.name === 'alt-f' ? 1 : press.name === 'alt-b' ? -1 : 0;
      setAt((at + step + pages.length) % pages.length);
      return step !== 0;
    },
    { isActive: true, layer: 'app' },
  );
  return pages[at];
}

function Gallery() {
  const { columns, rows } = useTerminalSize();
  return (
    <UiProvider
      color={process.env.NO_COLOR === undefined}
      unicode={process.env.PLAIN === undefined}
      columns={columns}
      rows={rows}
    >
      <Pages first={Number(process.argv[2] ?? 0)} />
    </UiProvider>
  );
}

// Before the first frame: what is typed on seeing it is a key, not a signal.
if (process.stdin.isTTY) process.stdin.setRawMode(true);
render(<Gallery />, {
  stdout: screenStream(process.stdout, { unicode: process.env.PLAIN === undefined }),
});
