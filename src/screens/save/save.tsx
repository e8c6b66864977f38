import { Box } from 'ink';
import { Paragraph } from '../../ui/messages.js';
import type { Draft } from '../../wizard/draft.js';
import { configFromDraft, requiredEnvironment } from '../../wizard/draft-config.js';
import type { WizardServices } from '../../wizard/services.js';
import type { StepShell } from '../steps/step-props.js';
import { SaveFile } from './save-file.js';

interface SaveScreenProps {
  readonly shell: StepShell;
  readonly draft: Draft;
  readonly path: string;
  readonly saveConfig: WizardServices['saveConfig'];
  readonly onSaved: (path: string, job: string | undefined) => void;
  readonly onBack: () => void;
}

/** Writes the answers as a config file; secrets stay out of it, and it says what a pipeline must set instead. */
export function SaveScreen({ shell, draft, path, saveConfig, onSaved, onBack }: SaveScreenProps) {
  const config = configFromDraft(draft);
  const variables = requiredEnvironment(config);
  return (
    <SaveFile
      shell={{ ...shell, question: 'Save the config' }}
      path={path}
      save={(target, accepted) => saveConfig(config, target, accepted)}
      onSaved={onSaved}
      onBack={onBack}
    >
      <Box marginTop={1} flexDirection="column">
        <Paragraph>JSON when its name ends in .json, YAML otherwise. It holds no secret.</Paragraph>
        {variables.length > 0 && <Paragraph>{`A pipeline must set ${andList(variables)}.`}</Paragraph>}
        <Paragraph style="dim">On this computer an unset password is taken from the keychain.</Paragraph>
      </Box>
    </SaveFile>
  );
}

function andList(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
