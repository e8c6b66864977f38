import { Box, Text } from 'ink';
import { useKeys } from '../ui/key-router.js';
import { type Hint, isCommand } from '../ui/keys.js';
import { Remote } from '../ui/remote.js';
import { contentRowsOf, useUi } from '../ui/ui-context.js';
import type { RemoteList } from '../ui/use-remote-list.js';
import { useScroll } from '../ui/use-scroll.js';
import type { Plan } from '../workflow/plan-changes.js';
import { type PlanLine, planText } from './plan-lines.js';

interface PlanViewProps {
  readonly plan: RemoteList<Plan>;
  /** Lines kept while it is read. */
  readonly lines: number;
  /** Lines that it may take; more where that is not enough for one line each. */
  readonly room?: number;
}

/** What a launch would create or change in Qualys. */
export function PlanView({ plan, lines, room = lines }: PlanViewProps) {
  const ui = useUi();
  return (
    <Remote list={plan} of="what this would change in Qualys" lines={lines} isActive>
      {([read]) => (read === undefined ? null : <Lines lines={planText(read, ui, room).lines} />)}
    </Remote>
  );
}

/** The keys of the whole plan. */
export const wholePlanHints: readonly Hint[] = [
  ['move-up', 'scroll'],
  ['back', 'close'],
];

interface WholePlanProps {
  readonly plan: Plan;
  readonly onClose: () => void;
}

/** Every word of the plan, in a window that scrolls. Goes into the frame's `dialog`. */
export function WholePlan({ plan, onClose }: WholePlanProps) {
  const ui = useUi();
  const all = planText(plan, ui, Number.POSITIVE_INFINITY).lines;
  const rows = contentRowsOf(ui, true) - 1;
  const { start, note } = useScroll(all.length, rows, true);
  useKeys(
    (press) => {
      if (!isCommand(press, 'plan') && !isCommand(press, 'close-dialog')) return false;
      onClose();
      return true;
    },
    { isActive: true },
  );
  return (
    <Box flexDirection="column">
      <Lines lines={all.slice(start, start + rows)} />
      {note !== undefined && <Text {...ui.styles.dim}>{note}</Text>}
    </Box>
  );
}

function Lines({ lines }: { readonly lines: readonly PlanLine[] }) {
  const { styles } = useUi();
  const numbered = lines.map((parts, index) => ({ parts, number: index + 1 }));
  return (
    <Box flexDirection="column" flexShrink={0}>
      {numbered.map(({ parts, number }) => (
        <Text key={number} wrap="truncate">
          {parts.map(({ text, style }) => (
            <Text key={style} {...styles[style]}>
              {text}
            </Text>
          ))}
        </Text>
      ))}
    </Box>
  );
}
