import type { ScannerAppliance } from '../../../../qualys/resources/appliances.js';
import { scannerFacts } from '../../../../wizard/entry-words.js';
import { scannerWarnings } from '../../../../wizard/scanner-warnings.js';
import type { LineContext } from '../line-context.js';
import type { Question, Questions } from '../questions.js';
import { readOf } from '../read-list.js';
import { askChoice, back, kept, type LineChoice } from '../talk.js';

/** The external scanners, or an appliance of the account. */
export const scannerQuestions: Questions = () => [askScanner];

const askScanner: Question = async (context) => {
  const { terminal, answers } = context;
  const { session } = answers;
  if (answers.lists.scanners === undefined && session !== undefined) {
    const scanners = await readOf(context, 'scanner appliances', session.listScanners);
    if (scanners !== undefined) answers.know({ scanners });
  }
  for (;;) {
    const { draft } = answers;
    const isAnswered = draft.scanner !== '' && !(draft.scanner === 'External' && draft.targetKind === 'ec2');
    const picked = await askChoice(terminal, {
      label: 'Scanner',
      choices: choicesOf(context),
      now: isAnswered ? draft.scanner : undefined,
    });
    if (picked === back) return 'back';
    if (picked !== kept) answers.answer({ scanner: picked });
    const problem = answers.problemWith('scanner');
    if (problem === undefined) {
      const chosen = answers.lists.scanners?.find(({ id, name }) =>
        [id, name].includes(answers.draft.scanner),
      );
      const warnings = scannerWarnings(answers.draft, chosen, answers.lists.connectors);
      terminal.say(`Scanner: ${answers.draft.scanner}.`, ...warnings.map((text) => `Warning: ${text}`));
      return 'next';
    }
    terminal.say(`Not right yet: ${problem}`);
  }
};

function choicesOf({ answers: { draft, lists } }: LineContext): readonly LineChoice<string>[] {
  return [
    {
      value: 'External',
      label: 'External',
      detail: "Qualys' own on the internet",
      disabledReason: draft.targetKind === 'ec2' ? 'it cannot scan EC2 instances' : undefined,
    },
    ...(lists.scanners ?? []).map((appliance: ScannerAppliance) => ({
      value: appliance.name,
      label: appliance.name,
      detail: scannerFacts(appliance).join(', '),
    })),
  ];
}
