import { Text } from 'ink';
import { useState } from 'react';
import { Field } from '../../../ui/fields/field.js';
import { useTextInput } from '../../../ui/fields/text-field.js';
import { TextLine } from '../../../ui/fields/text-line.js';
import { fit, graphemesOf } from '../../../ui/fit.js';
import { useUi } from '../../../ui/frame/ui-context.js';
import { oneLine } from '../../../ui/keys/paste.js';
import { type ProxyTyped, parseProxy, readProxyTyped } from '../../../wizard/typed-text.js';

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
