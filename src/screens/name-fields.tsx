import { assetGroupTitle, authRecordTitle } from '../config/object-titles.js';
import { fit } from '../ui/fit.js';
import { TextField } from '../ui/text-field.js';
import { useUi } from '../ui/ui-context.js';
import type { Draft } from '../wizard/draft.js';
import type { JobHere } from '../wizard/services.js';
import { titlePreview } from '../wizard/summary.js';

interface NameFieldsProps {
  readonly draft: Draft;
  readonly job: JobHere;
  readonly onAnswer: (patch: Partial<Draft>) => void;
  readonly isFocused: (field: 'title' | 'jobName') => boolean;
  readonly titleError: string | undefined;
}

/** Title of the scan and name of the job, with the names in Qualys that follow from it. */
export function NameFields({ draft, job, onAnswer, isFocused, titleError }: NameFieldsProps) {
  const { isNarrow, valueWidth } = useUi();
  const name = draft.jobName.trim() === '' ? job.name : draft.jobName.trim();
  const record = draft.authKind === 'none' ? '' : `, ${authRecordTitle(draft.authKind, name)}`;
  const names = `${assetGroupTitle(name)}${record}`;
  return (
    <>
      <TextField
        label="Scan title"
        value={draft.title}
        onChange={(title) => onAnswer({ title })}
        isFocused={isFocused('title')}
        error={titleError}
        hint={
          isNarrow
            ? fit(titlePreview(draft, job), valueWidth, 'middle')
            : titlePreview(draft, job).replace(/<timestamp>$/, '<timestamp, always>')
        }
      />
      <TextField
        label="Job name"
        value={draft.jobName}
        onChange={(jobName) => onAnswer({ jobName })}
        placeholder={`${job.name}${job.guessed ? ' (this folder)' : ''}; in a pipeline its own`}
        isFocused={isFocused('jobName')}
        hint={isNarrow ? fit(names, 2 * valueWidth, 'middle') : names}
      />
    </>
  );
}
