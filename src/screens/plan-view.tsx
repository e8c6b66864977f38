import { Box, Text } from 'ink';
import { printable } from '../text/printable.js';
import { fit, pad, widthOf } from '../ui/fit.js';
import { Remote } from '../ui/remote.js';
import { StatusLine } from '../ui/status-line.js';
import { useUi } from '../ui/ui-context.js';
import type { RemoteList } from '../ui/use-remote-list.js';
import type { Plan } from '../workflow/plan-changes.js';
import { changeWords, licenceWords } from '../workflow/plan-words.js';

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
  const { contentWidth, isNarrow, styles } = useUi();
  const words = plan.changes.filter(({ action }) => action !== 'unchanged').map(changeWords);
  const kept = plan.changes.length - words.length;
  const widest = Math.max(0, ...words.map(({ what }) => widthOf(what)));
  const whatWidth = Math.min(widest, Math.floor(contentWidth * 0.6));
  const licence = licenceWords(plan.newIps);
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Text {...styles.strong}>In Qualys this will</Text>
      {words.map(({ sign, what, how }) =>
        isNarrow ? (
          <Box key={`${what} ${how}`} flexDirection="column" marginLeft={2}>
            <Text>{printable(`${sign} ${what}`)}</Text>
            <Text {...styles.dim}>{printable(`  ${how}`)}</Text>
          </Box>
        ) : (
          <Text key={`${what} ${how}`} wrap="truncate">
            {`  ${sign} ${pad(what, whatWidth)}`}
            <Text {...styles.dim}>{`  ${fit(how, contentWidth - whatWidth - 6)}`}</Text>
          </Text>
        ),
      )}
      {kept > 0 && <Text {...styles.dim}>{`  = keep ${kept} as ${kept === 1 ? 'it is' : 'they are'}`}</Text>}
      {licence !== undefined && <StatusLine kind="warn" text={licence} isWhole />}
      {plan.warnings.map((warning) => (
        <StatusLine key={warning} kind="warn" text={warning} isWhole />
      ))}
    </Box>
  );
}
