import type { ReactNode } from 'react';
import type { StepId } from '../wizard/steps.js';
import { AuthRecordScreen } from './auth-record.js';
import { ConnectScreen } from './connect.js';
import { CriteriaScreen } from './criteria.js';
import { OptionProfileScreen } from './option-profile.js';
import { ScannerScreen } from './scanner.js';
import type { StepProps } from './step-props.js';
import { TargetScreen } from './target.js';
import { TimeoutsScreen } from './timeouts.js';

/** The screen of every step that asks something; a missing one does not compile. */
export const stepScreens: Readonly<Record<Exclude<StepId, 'review'>, (props: StepProps) => ReactNode>> = {
  connect: ConnectScreen,
  target: TargetScreen,
  'auth-record': AuthRecordScreen,
  scanner: ScannerScreen,
  'option-profile': OptionProfileScreen,
  criteria: CriteriaScreen,
  timeouts: TimeoutsScreen,
};
