import type { ReactNode } from 'react';
import type { ScannerAppliance } from '../../qualys/resources/appliances.js';
import type { AuthRecord } from '../../qualys/resources/auth-records.js';
import type { Connector } from '../../qualys/resources/connectors.js';
import type { Instance } from '../../qualys/resources/instances.js';
import type { OptionProfile } from '../../qualys/resources/option-profiles.js';
import type { HeaderProps, RailStep } from '../../ui/frame/header.js';
import type { RemoteList } from '../../ui/lists/use-remote-list.js';
import type { Draft, Secrets } from '../../wizard/draft.js';
import type { FieldProblem } from '../../wizard/problem.js';
import type { JobHere, RecentAccount } from '../../wizard/services.js';
import type { ConnectionState } from '../state/use-connection.js';

/** What stands around the content of every step. */
export interface StepShell {
  readonly header: HeaderProps;
  readonly steps: readonly RailStep[];
  readonly at: number;
  readonly question: string;
  /** Why the answer asks to be looked at again. */
  readonly reviewPrompt?: string;
  readonly dialog?: ReactNode;
}

/** Lists that Qualys tells; they load whichever step is on the screen. */
export interface AccountLists {
  readonly connectors: RemoteList<Connector>;
  readonly instances: RemoteList<Instance>;
  readonly scanners: RemoteList<ScannerAppliance>;
  readonly optionProfiles: RemoteList<OptionProfile>;
  /** One entry when the record of this job exists, none otherwise. */
  readonly authRecord: RemoteList<AuthRecord>;
}

/** What every step's screen is given. A screen takes the part it draws. */
export interface StepProps {
  readonly shell: StepShell;
  readonly draft: Draft;
  readonly problems: readonly FieldProblem[];
  /** The person tried to go on: say everything that is missing. */
  readonly showsProblems: boolean;
  readonly onAnswer: (patch: Partial<Draft>) => void;
  readonly onForward: () => void;
  readonly onBack: () => void;

  readonly secrets: Secrets;
  readonly onSecret: (patch: Partial<Secrets>) => void;
  readonly connection: ConnectionState;
  readonly onTest: () => void;
  readonly recentAccounts: readonly RecentAccount[];
  readonly nowMs: number;
  readonly lists: AccountLists;
  readonly job: JobHere;
}
