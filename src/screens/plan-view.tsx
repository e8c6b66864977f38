import { Box, Text } from 'ink';
import { printable } from '../text/printable.js';
import { widthOf } from '../ui/fit.js';
import { Remote } from '../ui/remote.js';
import { StatusLine } from '../ui/status-line.js';
import { useUi } from '../ui/ui-context.js';
import type { RemoteList } from '../ui/use-remote-list.js';
import type { Plan, PlannedChange } from '../workflow/plan-changes.js';
import { type ChangeWords, changeWords, licenceWords } from '../workflow/plan-words.js';

/** Lines kept for the plan while it is read. */
const keptLines = 4;

/** What a launch would create or change in Qualys. */
export function PlanView({ plan }: { readonly plan: RemoteList<Plan> }) {
  return (
    <Remote list={plan} of="what this would change in Qualys" lines={keptLines} isActive>
      {([read]) => (read === undefined ? null : <Changes plan={read} />)}
    </Remote>
  );
}

function Changes({ plan }: { readonly plan: Plan }) {
  const { contentWidth, styles } = useUi();
  const changes = plan.changes.filter(({ action }) => action !== 'unchanged');
  const words = linesOf(changes);
  const kept = plan.changes.length - changes.length;
  const widest = Math.max(0, ...words.map(({ what }) => widthOf(what)));
  const whatWidth = Math.min(widest, Math.floor(contentWidth * 0.55));
  const licence = licenceWords(plan.newIps);
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Text {...styles.strong}>In Qualys this will</Text>
      {words.map((line) => (
        <ChangeRow key={`${line.what} ${line.how}`} line={line} whatWidth={whatWidth} />
      ))}
      {kept > 0 && <Text {...styles.dim}>{`  = keep ${kept} as ${kept === 1 ? 'it is' : 'they are'}`}</Text>}
      {licence !== undefined && <StatusLine kind="warn" text={licence} isWhole />}
      {plan.warnings.map((warning) => (
        <StatusLine key={warning} kind="warn" text={warning} isWhole />
      ))}
    </Box>
  );
}

/** Columns before what a change is about: its sign. */
const signWidth = 4;

function ChangeRow({ line, whatWidth }: { readonly line: ChangeWords; readonly whatWidth: number }) {
  const { contentWidth, isNarrow, styles } = useUi();
  const room = contentWidth - signWidth;
  return (
    <Box flexShrink={0}>
      <Box width={signWidth} flexShrink={0}>
        <Text>{`  ${line.sign}`}</Text>
      </Box>
      <Box flexDirection={isNarrow ? 'column' : 'row'} columnGap={2} width={room} flexShrink={0}>
        <Box width={isNarrow ? room : whatWidth} flexShrink={0}>
          <Text>{printable(line.what)}</Text>
        </Box>
        <Box width={isNarrow ? room : room - whatWidth - 2} flexShrink={0}>
          <Text {...styles.dim}>{printable(line.how)}</Text>
        </Box>
      </Box>
    </Box>
  );
}

/** The changes as lines; policies that only get the group share one. */
function linesOf(changes: readonly PlannedChange[]): readonly ChangeWords[] {
  const attached = changes.filter(({ object, action }) => object === 'policy' && action === 'update');
  if (attached.length < 2) return changes.map(changeWords);
  const titles = attached.map(({ name }) => name).join(' · ');
  const shared = { sign: '~', what: `add the group to ${attached.length} policies`, how: titles };
  return changes.flatMap((change) => {
    if (!attached.includes(change)) return [changeWords(change)];
    return change === attached[0] ? [shared] : [];
  });
}
