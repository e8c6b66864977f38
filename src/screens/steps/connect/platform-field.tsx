import { Box, Text } from 'ink';
import { useState } from 'react';
import { Field } from '../../../ui/fields/field.js';
import { useTextInput } from '../../../ui/fields/text-field.js';
import { TextLine } from '../../../ui/fields/text-line.js';
import { fit, graphemesOf, widthOf } from '../../../ui/fit.js';
import { useUi } from '../../../ui/frame/ui-context.js';
import { useKeys } from '../../../ui/keys/key-router.js';
import { isCommand } from '../../../ui/keys/keys.js';
import { oneLine } from '../../../ui/keys/paste.js';
import { StatusLine } from '../../../ui/messages.js';
import type { Draft, ServerAnswers } from '../../../wizard/draft.js';
import { type PlatformChoice, platformChoices } from '../../../wizard/platform-choices.js';
import { type ProxyTyped, parseProxy, readProxyTyped } from '../../../wizard/typed-text.js';
import { serverOf } from '../../shell-of.js';

interface PlatformFieldProps {
  readonly answer: ServerAnswers;
  readonly onAnswer: (patch: Pick<Draft, 'platform' | 'apiServer'>) => void;
  readonly isFocused: boolean;
  readonly error: string | undefined;
}

/** The platform: typed text filters, arrows choose, and a pasted address is recognised. */
export function PlatformField({ answer, onAnswer, isFocused, error }: PlatformFieldProps) {
  const { valueWidth } = useUi();
  return (
    <Field label="Platform" isFocused={isFocused} error={isFocused ? undefined : error} reserve={!isFocused}>
      {isFocused ? (
        <PlatformInput answer={answer} onAnswer={onAnswer} error={error} />
      ) : (
        <Text wrap="truncate">{fit(answerText(answer), valueWidth)}</Text>
      )}
    </Field>
  );
}

const sameChoice = (choice: PlatformChoice, { platform, apiServer }: PlatformFieldProps['answer']) =>
  choice.platform === platform && (platform !== 'PCP' || choice.apiServer === apiServer);

function answerText(answer: PlatformFieldProps['answer']): string {
  if (answer.platform === '') return '';
  const name = answer.platform === 'PCP' ? 'Private cloud' : answer.platform;
  return `${name}  ${serverOf(answer)}`;
}

function PlatformInput({ answer, onAnswer, error }: Omit<PlatformFieldProps, 'isFocused'>) {
  const { valueWidth, styles } = useUi();
  const [text, setText] = useState('');
  const { choices, problem, note } = platformChoices(text);
  const at = choices.findIndex((choice) => sameChoice(choice, answer));

  const choose = (choice: PlatformChoice | undefined) => {
    if (choice === undefined) return;
    const { platform, apiServer } = choice;
    onAnswer({ platform, apiServer: platform === 'PCP' ? apiServer : '' });
  };
  const editing = useTextInput({
    value: text,
    onChange: (typed) => {
      setText(typed);
      const next = platformChoices(typed).choices;
      if (typed.trim() !== '' && !next.some((choice) => sameChoice(choice, answer))) choose(next[0]);
    },
    isFocused: true,
    cleanPaste: oneLine,
  });
  useKeys(
    (press) => {
      const step = isCommand(press, 'move-down') ? 1 : isCommand(press, 'move-up') ? -1 : 0;
      if (step === 0 || choices.length === 0) return false;
      if (step === -1 && at <= 0) return false;
      choose(choices[Math.min(at + step, choices.length - 1)]);
      return true;
    },
    { isActive: true },
  );

  const shown = problem === undefined ? answerText(answer) : '';
  const typedWidth = Math.min(widthOf(text) + 1, Math.max(8, valueWidth - widthOf(shown) - 2));
  return (
    <Box flexDirection="column">
      <Box columnGap={1}>
        <TextLine editing={editing} columns={typedWidth} isFocused placeholder=" " />
        <Text wrap="truncate" {...(shown === '' ? styles.dim : styles.plain)}>
          {fit(
            shown === '' ? 'type to filter, or paste any Qualys address' : shown,
            valueWidth - typedWidth - 1,
          )}
        </Text>
      </Box>
      {(problem ?? error) !== undefined ? (
        <StatusLine kind="bad" text={problem ?? error ?? ''} columns={valueWidth} />
      ) : note === undefined ? (
        <Chips names={choices.map(({ platform }) => platform)} at={at} columns={valueWidth} />
      ) : (
        <Text {...styles.dim}>{fit(note, valueWidth)}</Text>
      )}
    </Box>
  );
}

interface ChipsProps {
  readonly names: readonly string[];
  /** Index of the chosen one, -1 for none. */
  readonly at: number;
  readonly columns: number;
}

/** Names beside each other on one line, as many as fit around the chosen one. */
function Chips({ names, at, columns }: ChipsProps) {
  const { styles, symbols } = useUi();
  let from = 0;
  const widthFrom = (start: number) => widthOf(names.slice(start, Math.max(at, 0) + 1).join(' ')) + 2;
  while (from < at && widthFrom(from) > columns) from += 1;
  let room = columns;
  const shown: { name: string; index: number }[] = [];
  for (const [index, name] of names.entries()) {
    if (index < from) continue;
    room -= widthOf(name) + 1;
    if (room < 1) break;
    shown.push({ name, index });
  }
  const isCut = shown.length + from < names.length;
  return (
    <Text wrap="truncate">
      {shown.map(({ name, index }) => (
        <Text key={name} {...(index === at ? styles.accent : styles.dim)}>
          {index === from ? name : ` ${name}`}
        </Text>
      ))}
      {isCut ? <Text {...styles.dim}>{symbols.cut}</Text> : ''}
    </Text>
  );
}

interface ProxyFieldProps {
  readonly address: string;
  readonly onTyped: (typed: ProxyTyped) => void;
  readonly isFocused: boolean;
  readonly error: string | undefined;
}

const placeholder = 'none, or host:port';
const hidden = 'Hidden: it may be a password, which has a field of its own.';

/** The proxy. A login typed into it goes to its own fields, and no letter of a password is ever drawn. */
export function ProxyField({ address, onTyped, isFocused, error }: ProxyFieldProps) {
  const { valueWidth, styles } = useUi();
  if (isFocused) return <ProxyInput address={address} onTyped={onTyped} error={error} />;
  return (
    <Field label="Proxy" isFocused={false} error={error}>
      <Text wrap="truncate" {...(address === '' ? styles.dim : styles.plain)}>
        {fit(address === '' ? placeholder : address, valueWidth)}
      </Text>
    </Field>
  );
}

function ProxyInput({ address, onTyped, error }: Omit<ProxyFieldProps, 'isFocused'>) {
  const { valueWidth, symbols } = useUi();
  const [text, setText] = useState(address);
  const change = (next: string) => {
    const typed = readProxyTyped(next);
    const isPasted = next.length - text.length > 1 && typed.login !== undefined && isWhole(typed.address);
    setText(isPasted ? typed.address : next);
    onTyped(typed);
  };
  const { cursor } = useTextInput({
    value: text,
    onChange: change,
    isFocused: true,
    cleanPaste: oneLine,
  });
  const { drawn } = readProxyTyped(text);
  const isHidden = drawn < text.length;
  const shown = text.slice(0, drawn) + symbols.bullet.repeat(graphemesOf(text.slice(drawn)).length);
  const at = cursor > graphemesOf(text.slice(0, drawn)).length ? graphemesOf(shown).length : cursor;
  return (
    <Field label="Proxy" isFocused error={error} hint={isHidden ? hidden : undefined}>
      <TextLine
        editing={{ text: shown, cursor: at }}
        columns={valueWidth}
        isFocused
        placeholder={placeholder}
      />
    </Field>
  );
}

const isWhole = (address: string) => typeof parseProxy(address) !== 'string';
