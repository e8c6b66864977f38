import { useApp } from 'ink';
import { useState } from 'react';
import type { Clock } from './clock.js';
import { LeaveWizard } from './screens/leave-wizard.js';
import { OpeningScreen } from './screens/opening.js';
import { ConfirmLaunch } from './screens/review/confirm-launch.js';
import { rerunCommand } from './screens/review/written-notes.js';
import { ScanScreen } from './screens/run/scan.js';
import { SaveScreen } from './screens/save/save.js';
import { useSnippetScreen } from './screens/save/use-snippet-screen.js';
import { headerOf, shellOf } from './screens/shell-of.js';
import { useDraftKeeping } from './screens/state/use-draft-keeping.js';
import { type Flow, useFlow } from './screens/state/use-flow.js';
import { useWizard } from './screens/state/use-wizard.js';
import { StepScreen } from './screens/steps/step-screen.js';
import { useKeys } from './ui/keys/key-router.js';
import { isCommand } from './ui/keys/keys.js';
import type { TerminalFeatures } from './ui/terminal/terminal-sequences.js';
import { namedDraft } from './wizard/facts.js';
import type { WizardEnding, WizardServices, WizardStart } from './wizard/services.js';

interface AppProps {
  readonly start: WizardStart;
  readonly services: WizardServices;
  readonly clock: Clock;
  readonly terminal: TerminalFeatures;
  /** Told once, when the wizard closes. */
  readonly onEnd: (ending: WizardEnding) => void;
}

/** Before a scan is taken up only the account is asked for. */
function resumeQuestion({ resuming }: Flow): { question?: string } {
  return resuming === undefined ? {} : { question: `Connect to take up ${resuming.reference}` };
}

const defaultConfigPath = 'qualys-pc.yaml';

/** The wizard: its answers, its ways, and the screen that is there now. */
export function App({ start, services, clock, terminal, onEnd }: AppProps) {
  const { exit } = useApp();
  const [nowMs] = useState(() => clock.now());
  const end = (ending: WizardEnding) => {
    onEnd(ending);
    exit();
  };
  const SnippetScreen = useSnippetScreen();
  const wizard = useWizard(start, services);
  const flow = useFlow({ wizard, start, services, end });
  const { view, asking, plan, savedAs } = flow;
  const { draft } = wizard.state;
  useDraftKeeping(wizard, services, clock);
  useKeys(
    (press) => {
      if (view.kind === 'scan' || !isCommand(press, 'interrupt')) return false;
      flow.onInterrupt();
      return true;
    },
    { isActive: true, layer: 'app' },
  );

  const header = headerOf(wizard, start);
  const readPlan = plan.status === 'ready' ? plan.items[0] : undefined;
  const dialog =
    asking === 'leave' ? (
      <LeaveWizard isDemo={start.demo} onStay={flow.dismiss} onLeave={flow.leave} />
    ) : asking === 'launch' && readPlan !== undefined ? (
      <ConfirmLaunch plan={readPlan} onLaunch={flow.onLaunch} onCancel={flow.dismiss} />
    ) : undefined;
  const shell = { ...shellOf(wizard, header, dialog), ...resumeQuestion(flow) };
  const toReview = () => flow.toReview();
  const steps = <StepScreen shell={shell} wizard={wizard} flow={flow} start={start} nowMs={nowMs} />;

  switch (view.kind) {
    case 'opening':
      return (
        <OpeningScreen
          header={header}
          keptDraft={start.keptDraft}
          detachedScan={start.detachedScan}
          nowMs={nowMs}
          onChoose={flow.onOpening}
        />
      );
    case 'steps':
      return steps;
    case 'save':
      return (
        <SaveScreen
          shell={shell}
          draft={draft}
          path={savedAs ?? defaultConfigPath}
          saveConfig={services.saveConfig}
          onBack={toReview}
          onSaved={flow.onSaved}
        />
      );
    case 'snippet':
      return SnippetScreen === undefined ? (
        steps
      ) : (
        <SnippetScreen
          shell={shell}
          draft={namedDraft(draft, wizard.facts.optionProfiles)}
          configPath={savedAs ?? defaultConfigPath}
          services={services}
          terminal={terminal}
          onBack={toReview}
          onWritten={flow.onWritten}
        />
      );
    case 'scan':
      return (
        <ScanScreen
          scan={view.scan}
          header={header}
          clock={clock}
          terminal={terminal}
          rerun={flow.isSaved && savedAs !== undefined ? rerunCommand(savedAs) : null}
          onBack={flow.toReview}
          onEnd={flow.endWith}
        />
      );
    default: {
      const never: never = view;
      return never;
    }
  }
}
