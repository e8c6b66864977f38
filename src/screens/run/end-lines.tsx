import { Box, Text } from 'ink';
import { wrap } from '../../text/wrap.js';
import { fit, pad } from '../../ui/fit.js';
import { useUi } from '../../ui/frame/ui-context.js';
import { Link } from '../../ui/messages.js';
import { filesText } from './verdict-lines.js';

const labelColumns = 7;
/** Columns left of everything under the verdict. */
export const resultIndent = 2;

interface EndLinesProps {
  /** Undefined while they are looked for. */
  readonly files: readonly string[] | undefined;
  readonly scan: { readonly reference: string | null | undefined; readonly link: string | null };
  /** The command that does the same without the wizard. */
  readonly rerun: string | null;
  /** The frame scrolls: each takes the lines that it needs. */
  readonly isWhole: boolean;
}

/** Where the files are, which scan it was, and how to run it again. */
export function EndLines({ files, scan: { reference, link }, rerun, isWhole }: EndLinesProps) {
  const { contentWidth, isNarrow, styles } = useUi();
  const columns = contentWidth - resultIndent - labelColumns;
  const again = isNarrow ? 'once the config is saved' : 'save the config to run it without the wizard';
  return (
    <Box flexDirection="column" flexShrink={0} marginLeft={resultIndent}>
      <EndLine label="Files" text={filesWords(files, isWhole ? 2 * columns : columns)} isWhole={isWhole} />
      <Box>
        <Text {...styles.dim}>{pad('Scan', labelColumns)}</Text>
        {link === null ? (
          <Text>{fit(reference ?? 'none was launched', columns)}</Text>
        ) : (
          <Link url={link} text={reference ?? link} columns={columns} />
        )}
      </Box>
      <EndLine label="Again" text={rerun ?? again} isWhole={isWhole} />
    </Box>
  );
}

/** What has become of the link, in one line of its own. */
export function LinkLine({ note }: { readonly note: string }) {
  return (
    <Box marginLeft={resultIndent}>
      <EndLine label="Link" text={note} isWhole={false} />
    </Box>
  );
}

function filesWords(files: EndLinesProps['files'], columns: number): string {
  if (files === undefined) return '';
  return files.length === 0 ? 'none were written' : filesText(files, columns);
}

interface EndLineProps extends Pick<EndLinesProps, 'isWhole'> {
  readonly label: string;
  readonly text: string;
}

function EndLine({ label, text, isWhole }: EndLineProps) {
  const { contentWidth, styles } = useUi();
  const columns = contentWidth - resultIndent - labelColumns;
  return (
    <Box flexShrink={0}>
      <Text {...styles.dim}>{pad(label, labelColumns)}</Text>
      <Text>{isWhole ? wrap(text, columns).join('\n') : fit(text, columns)}</Text>
    </Box>
  );
}
