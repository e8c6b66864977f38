import { Box } from 'ink';
import type { ReactNode } from 'react';
import { counted, firstOf, grouped } from '../../../text/counted.js';
import { TextField } from '../../../ui/fields/text-field.js';
import { useUi } from '../../../ui/frame/ui-context.js';
import { StatusLine } from '../../../ui/messages.js';
import { numbered } from '../../../ui/numbered.js';
import { addressCount, readInstanceIds, readIps } from '../../../wizard/typed-text.js';

interface TargetListFieldProps {
  readonly label: string;
  readonly noun: 'address' | 'instance';
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder: string;
  readonly isFocused: boolean;
  readonly showsProblems: boolean;
  /** One sentence per part that cannot be used. */
  readonly problems: readonly string[];
  readonly hint?: string | undefined;
  /** What is known about the entries. */
  readonly children?: ReactNode;
}

const mostProblems = 4;

/** A list typed or pasted into one line; what is wrong in it is named part by part, below. */
export function TargetListField(props: TargetListFieldProps) {
  const { label, noun, value, onChange, placeholder, isFocused, showsProblems, problems, hint, children } =
    props;
  const { valueWidth, labelWidth } = useUi();
  const { shown, hidden } = firstOf(
    showsProblems || (!isFocused && value !== '') ? problems : [],
    mostProblems,
  );
  return (
    <Box flexDirection="column" flexShrink={0}>
      <TextField
        label={label}
        value={value}
        onChange={onChange}
        placeholder={placeholder}
        isList
        isFocused={isFocused}
        error={shown[0]}
        hint={countText(noun, value) ?? hint}
      />
      <Box flexDirection="column" marginLeft={labelWidth + 2}>
        {numbered(shown.slice(1)).map(({ item: problem, number }) => (
          <StatusLine key={number} kind="bad" text={problem} columns={valueWidth} />
        ))}
        {hidden > 0 && (
          <StatusLine kind="bad" text={`and ${hidden} more that cannot be used`} columns={valueWidth} />
        )}
        {children}
      </Box>
    </Box>
  );
}

/** "300 addresses; 2 given more than once, counted once." A name such as `env.HOST_IP` is no address yet. */
function countText(noun: TargetListFieldProps['noun'], value: string): string | undefined {
  const list = noun === 'address' ? readIps(value) : readInstanceIds(value);
  const { parts, repeated } = list;
  const addresses = noun === 'address' ? addressCount(list) : 0n;
  if (parts.length < 2 && repeated === 0 && addresses < 2n) return undefined;
  const names = parts.filter((part) => part.startsWith('env.')).length;
  const count =
    noun === 'instance'
      ? counted(parts.length, 'instance')
      : [
          `${grouped(addresses)} ${addresses === 1n ? 'address' : 'addresses'}`,
          ...(names === 0 ? [] : [counted(names, 'variable')]),
        ].join(' and ');
  return repeated === 0 ? `${count}.` : `${count}; ${repeated} given more than once, counted once.`;
}
