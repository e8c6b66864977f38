import { Box, Text } from 'ink';
import { useEffect, useState } from 'react';
import { snippetFormats } from '../../snippet/formats.js';
import type { Snippet, SnippetFormat } from '../../snippet/snippet-format.js';
import { wrap } from '../../text/wrap.js';
import { useFields } from '../../ui/fields/use-fields.js';
import { useUi } from '../../ui/frame/ui-context.js';
import { ChoiceList } from '../../ui/lists/choices.js';
import { Paragraph } from '../../ui/messages.js';
import type { TerminalFeatures } from '../../ui/terminal/terminal-sequences.js';
import type { Draft } from '../../wizard/draft.js';
import { configFromDraft } from '../../wizard/draft-config.js';
import type { WizardServices } from '../../wizard/services.js';
import { snippetOf } from '../../wizard/snippet-of.js';
import { StepFrame, useStepRows } from '../steps/step-frame.js';
import type { StepShell } from '../steps/step-props.js';
import { SaveFile } from './save-file.js';
import { SnippetText } from './snippet-text.js';

interface SnippetScreenProps {
  readonly shell: StepShell;
  readonly draft: Draft;
  /** Where the config was, or will be, saved. */
  readonly configPath: string;
  readonly services: Pick<WizardServices, 'saveText' | 'jobsWith'>;
  /** An exclusion holds through its last day, UTC. */
  readonly nowMs: number;
  readonly terminal: TerminalFeatures;
  readonly onWritten: (path: string) => void;
  readonly onBack: () => void;
}

type Phase = 'choosing' | 'reading' | 'writing';

/** The answers as a pipeline step: choose the format, read it, copy it or write it to a file. */
export function SnippetScreen({
  shell,
  draft,
  configPath,
  services,
  nowMs,
  terminal,
  onWritten,
  onBack,
}: SnippetScreenProps) {
  const { isNarrow } = useUi();
  const [format, setFormat] = useState<SnippetFormat>();
  const [phase, setPhase] = useState<Phase>('choosing');
  const [snippet, setSnippet] = useState<Snippet>();
  useEffect(() => {
    if (format === undefined) return;
    let isWanted = true;
    const answers = { config: configFromDraft(draft), path: configPath, nowMs };
    void snippetOf(format, answers, services).then((made) => {
      if (isWanted) setSnippet(made);
    });
    return () => {
      isWanted = false;
    };
  }, [format, draft, configPath, nowMs, services]);

  if (format === undefined || snippet === undefined || phase === 'choosing')
    return (
      <FormatChoice
        shell={shell}
        chosen={format}
        onBack={onBack}
        onChoose={(next) => {
          if (next !== format) setSnippet(undefined);
          setFormat(next);
          setPhase('reading');
        }}
      />
    );
  const titled = { ...shell, question: isNarrow ? format.title : `Pipeline snippet: ${format.title}` };
  if (phase === 'writing')
    return (
      <SaveFile
        shell={titled}
        path={format.fileName}
        save={(path, accepted) => services.saveText(snippet.text, path, accepted)}
        onSaved={onWritten}
        onBack={() => setPhase('reading')}
      />
    );
  return (
    <SnippetText
      shell={titled}
      snippet={snippet}
      configPath={format.needs.program ? configPath : undefined}
      multiplexer={terminal.multiplexer}
      onWrite={() => setPhase('writing')}
      onBack={() => setPhase('choosing')}
    />
  );
}

interface FormatChoiceProps {
  readonly shell: StepShell;
  readonly chosen: SnippetFormat | undefined;
  readonly onChoose: (format: SnippetFormat) => void;
  readonly onBack: () => void;
}

const noSecret = 'A snippet holds no secret: it names the variables that the pipeline must set.';
const formatItems = snippetFormats.map((format) => ({
  value: format,
  key: format.name,
  label: format.title,
}));

function FormatChoice({ shell, chosen, onChoose, onBack }: FormatChoiceProps) {
  const { contentWidth } = useUi();
  const rows = useStepRows();
  const [highlighted, setHighlighted] = useState(chosen ?? snippetFormats[0]);
  const describe = (format: SnippetFormat | undefined) => wrap(format?.description ?? '', contentWidth - 2);
  const longest = Math.max(...snippetFormats.map((format) => describe(format).length));
  const around = 2 + longest + wrap(noSecret, contentWidth - 2).length;
  const fields = useFields<'format'>({ ids: ['format'], onBack });
  return (
    <StepFrame
      shell={{ ...shell, question: 'Pipeline snippet: for which pipeline?' }}
      hints={['move-down', ['accept', 'show it'], 'back', 'help']}
    >
      <ChoiceList
        items={formatItems}
        isFocused={fields.isFocused('format')}
        lines={Math.min(formatItems.length, Math.max(3, rows - around))}
        chosenKey={chosen?.name ?? null}
        onChoose={onChoose}
        onHighlight={setHighlighted}
      />
      <Box marginTop={1} marginLeft={2} height={longest} flexShrink={0}>
        <Text>{describe(highlighted).join('\n')}</Text>
      </Box>
      <Box marginLeft={2} flexShrink={0}>
        <Paragraph style="dim" columns={contentWidth - 2}>
          {noSecret}
        </Paragraph>
      </Box>
    </StepFrame>
  );
}
