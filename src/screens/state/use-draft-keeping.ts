import { useEffect, useEffectEvent, useRef } from 'react';
import type { Clock } from '../../clock.js';
import type { WizardServices } from '../../wizard/services.js';
import type { WizardState } from '../../wizard/wizard.js';
import type { Wizard } from './use-wizard.js';

/** Milliseconds without a change after which the answers are written to disk. */
const pauseMs = 300;

/** Keeps the answers as one goes, and what is still unwritten when the wizard closes. */
export function useDraftKeeping(
  { state: { draft, reached }, isTouched }: Pick<Wizard, 'state' | 'isTouched'>,
  services: Pick<WizardServices, 'saveDraft'>,
  clock: Clock,
): void {
  const unwritten = useRef<Pick<WizardState, 'draft' | 'reached'>>(undefined);
  const write = useEffectEvent(() => {
    if (unwritten.current === undefined) return;
    services.saveDraft({ ...unwritten.current, savedAt: new Date(clock.now()).toISOString() });
    unwritten.current = undefined;
  });
  useEffect(() => {
    // A wizard that was opened and left untouched has nothing to go on with.
    if (!isTouched) return;
    unwritten.current = { draft, reached };
    const timer = setTimeout(() => write(), pauseMs);
    return () => clearTimeout(timer);
  }, [draft, reached, isTouched]);
  useEffect(() => () => write(), []);
}
