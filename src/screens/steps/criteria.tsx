import { Box, Text } from 'ink';
import { criticalityNames, stateNames } from '../../config/names.js';
import { parseCids } from '../../config/values/cid-set.js';
import { counted } from '../../text/counted.js';
import { CheckGroup, CheckRow } from '../../ui/fields/check-rows.js';
import { Field } from '../../ui/fields/field.js';
import { TextField } from '../../ui/fields/text-field.js';
import { fit, widthOf } from '../../ui/fit.js';
import { useUi } from '../../ui/frame/ui-context.js';
import type { Hint } from '../../ui/keys/keys.js';
import { Paragraph } from '../../ui/messages.js';
import type { ExclusionDraft } from '../../wizard/draft.js';
import { lastDayOf } from '../../wizard/exclusion.js';
import { type FieldProblem, problemAt } from '../../wizard/problem.js';
import { gateSentenceOf } from '../../wizard/summary.js';
import { configCriticalityWord, configStateWords } from '../../workflow/judge/criteria.js';
import { StepFrame, useStepFields, useTextHints } from './step-frame.js';
import type { StepProps } from './step-props.js';

type CriteriaField = 'failStates' | 'failCriticalities' | 'failOnAuthFailure' | ExclusionField;

const stateOptions = stateNames.map((value) => ({ value, label: configStateWords[value] }));
const criticalityOptions = criticalityNames.map((value) => ({ value, label: configCriticalityWord(value) }));

/** What fails the build, said back as one sentence. */
export function CriteriaScreen(props: StepProps & { readonly nowMs: number }) {
  const { shell, draft, problems, showsProblems, onAnswer, onForward, onBack, nowMs } = props;
  const { contentWidth } = useUi();
  const ids: readonly CriteriaField[] = [
    'failStates',
    'failCriticalities',
    'failOnAuthFailure',
    ...exclusionFieldIds(draft.exclusions),
  ];
  const fields = useStepFields<CriteriaField>({ ids, problems, showsProblems, onForward, onBack });
  const sentence = gateSentenceOf(draft, nowMs);

  return (
    <StepFrame shell={shell} hints={hintsOf(fields.at, useTextHints())}>
      <CheckGroup
        label="States"
        options={stateOptions}
        checked={new Set(draft.failStates)}
        onChange={(checked) => onAnswer({ failStates: stateNames.filter((name) => checked.has(name)) })}
        isFocused={fields.isFocused('failStates')}
        error={problemAt(problems, 'failStates')}
      />
      <CheckGroup
        label="Criticality"
        options={criticalityOptions}
        checked={new Set(draft.failCriticalities)}
        onChange={(checked) =>
          onAnswer({ failCriticalities: criticalityNames.filter((name) => checked.has(name)) })
        }
        isFocused={fields.isFocused('failCriticalities')}
        error={problemAt(problems, 'failCriticalities')}
      />
      <CheckRow
        label="Authentication"
        text="fail when the scanner cannot log in to the host"
        isChecked={draft.failOnAuthFailure}
        onChange={(failOnAuthFailure) => onAnswer({ failOnAuthFailure })}
        isFocused={fields.isFocused('failOnAuthFailure')}
        hint={draft.failOnAuthFailure ? ' ' : '! Without it, a host that could not be checked passes.'}
      />
      <ExclusionFields
        exclusions={draft.exclusions}
        nowMs={nowMs}
        onChange={(exclusions) => onAnswer({ exclusions })}
        problems={problems}
        showsProblems={showsProblems}
        isFocused={fields.isFocused}
      />
      <Box marginTop={1} marginLeft={2} minHeight={1}>
        <Paragraph columns={contentWidth - 2}>{sentence ?? ''}</Paragraph>
      </Box>
    </StepFrame>
  );
}

function hintsOf(at: CriteriaField | undefined, textHints: readonly Hint[]): readonly Hint[] {
  switch (at) {
    case 'failStates':
    case 'failCriticalities':
    case 'failOnAuthFailure':
      return ['check', 'accept', 'next-field', 'back', 'help'];
    default:
      return textHints;
  }
}

type Part = 'cids' | 'reason' | 'expires';
type ExclusionField = `${Part}-${number}`;

interface ExclusionFieldsProps {
  readonly exclusions: readonly ExclusionDraft[];
  readonly nowMs: number;
  readonly onChange: (exclusions: ExclusionDraft[]) => void;
  readonly problems: readonly FieldProblem[];
  readonly showsProblems: boolean;
  readonly isFocused: (field: ExclusionField) => boolean;
}

const empty: ExclusionDraft = { cids: '', reason: '', expires: '' };
const isEmpty = ({ cids, reason, expires }: ExclusionDraft) => `${cids}${reason}${expires}`.trim() === '';

/** The given exclusions and one empty row to add another. */
function rowsOf(exclusions: readonly ExclusionDraft[]): readonly ExclusionDraft[] {
  return [...exclusions, empty];
}

/** Every field of every row; a row that is empty asks for its CIDs only. */
function exclusionFieldIds(exclusions: readonly ExclusionDraft[]): readonly ExclusionField[] {
  return rowsOf(exclusions).flatMap((row, index) =>
    isEmpty(row)
      ? [`cids-${index}` as const]
      : ([`cids-${index}`, `reason-${index}`, `expires-${index}`] as const),
  );
}

/** Lists of CIDs that never fail the build, each with its reason and its last day. Only the one in focus is open. */
function ExclusionFields(props: ExclusionFieldsProps) {
  const { exclusions, nowMs, onChange, problems, showsProblems, isFocused } = props;
  const rows = rowsOf(exclusions);
  const change = (index: number, patch: Partial<ExclusionDraft>) => {
    const next = rows.map((row, at) => (at === index ? { ...row, ...patch } : row));
    const last = next.findLastIndex((row) => !isEmpty(row));
    onChange(next.slice(0, last + 1));
  };
  return (
    <Box flexDirection="column" flexShrink={0}>
      {rows.map((row, index) => {
        const id: ExclusionField = `cids-${index}`;
        const label = index === 0 ? 'Excluded CIDs' : 'More CIDs';
        const open = (['cids', 'reason', 'expires'] as const).find((part) => isFocused(`${part}-${index}`));
        const problemOf = (part?: 'cids' | 'expires') => problemAt(problems, 'exclusions', index, part);
        return open === undefined ? (
          <ClosedRow key={id} label={label} row={row} lastDay={lastDayOf(row, nowMs)} error={problemOf()} />
        ) : (
          <OpenRow
            key={id}
            label={label}
            row={row}
            // Said when it was left wrong, or enter was pressed.
            error={showsProblems || open !== 'cids' ? problemOf('cids') : undefined}
            dayError={showsProblems || open !== 'expires' ? problemOf('expires') : undefined}
            open={open}
            onChange={(patch) => change(index, patch)}
          />
        );
      })}
    </Box>
  );
}

interface RowProps {
  readonly label: string;
  readonly row: ExclusionDraft;
  readonly error: string | undefined;
}

interface ClosedRowProps extends RowProps {
  readonly lastDay: string;
}

function ClosedRow({ label, row, lastDay, error }: ClosedRowProps) {
  const { valueWidth, styles } = useUi();
  const cids = fit(row.cids, Math.floor(valueWidth / 3));
  return (
    <Field label={label} isFocused={false} error={error} reserve={false}>
      {isEmpty(row) ? (
        <Text {...styles.dim}>none</Text>
      ) : (
        <Box columnGap={2}>
          <Text>{cids}</Text>
          <Text {...styles.dim}>{fit(factsOf(row, lastDay), valueWidth - widthOf(cids) - 2)}</Text>
        </Box>
      )}
    </Field>
  );
}

interface OpenRowProps extends RowProps {
  readonly dayError: string | undefined;
  readonly open: Part;
  readonly onChange: (patch: Partial<ExclusionDraft>) => void;
}

function OpenRow({ label, row, error, dayError, open, onChange }: OpenRowProps) {
  return (
    <>
      <TextField
        label={label}
        value={row.cids}
        onChange={(cids) => onChange({ cids })}
        placeholder="1141, 1145-1150"
        isList
        isFocused={open === 'cids'}
        error={error}
        hint={countText(row.cids) ?? 'Numbers and ranges; pasted lists are fine.'}
      />
      {!isEmpty(row) && (
        <>
          <TextField
            label="  Reason"
            value={row.reason}
            onChange={(reason) => onChange({ reason })}
            placeholder="such as: accepted by security, SEC-118"
            isFocused={open === 'reason'}
            reserve={false}
          />
          <TextField
            label="  Until"
            value={row.expires}
            onChange={(expires) => onChange({ expires })}
            placeholder="no end, or the last day: 2027-03-31"
            isFocused={open === 'expires'}
            error={dayError}
            reserve={false}
          />
        </>
      )}
    </>
  );
}

function countText(cids: string): string | undefined {
  const parsed = cids.trim() === '' ? '' : parseCids(cids);
  if (typeof parsed === 'string') return undefined;
  return counted(parsed.count, 'control');
}

/** "7 controls, no end, no reason": the reason may be long, so that it comes last. */
function factsOf({ cids, reason }: ExclusionDraft, lastDay: string): string {
  const why = reason.trim() === '' ? 'no reason' : reason.trim();
  return [countText(cids) ?? 'unreadable', lastDay, why].join(', ');
}
