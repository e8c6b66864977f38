import type { WrittenConfig } from '../../config/schema.js';
import type { ScanEvent } from '../../workflow/run/events.js';
import type { AccountArgs } from '../parser/scan-args.js';
import type { CommandIo } from '../process/io.js';
import type { PersonalStore } from '../process/personal-store.js';

export interface WizardArgs
  extends Partial<Pick<AccountArgs, 'config' | 'flags' | 'caFile' | 'allowServers'>> {
  /** Opens it even where `CI` is set. */
  readonly interactive?: boolean;
  /** One question at a time in plain lines, for a screen reader. */
  readonly screenReader?: boolean;
  /** The account of the demo, filled in; the screens then say that nothing is real. */
  readonly demo?: { readonly apiServer: string; readonly username: string; readonly password: string };
}

/** What the wizard runs in. */
export interface WizardWorld {
  readonly args: WizardArgs;
  readonly io: CommandIo;
  readonly store: PersonalStore;
  /** The scans that are under way. */
  readonly scans: Set<Promise<ScanEnd>>;
}

/** How a scan of the wizard has ended. */
export interface ScanEnd {
  /** Its last event, an error or a verdict. */
  readonly event: ScanEvent | undefined;
  /** Paths of the files of a verdict. */
  readonly files: readonly string[];
}

/** The config of a demo asks its own service, whatever was typed: no name is looked up and nothing leaves the machine. */
export function ownConfig({ demo }: Pick<WizardArgs, 'demo'>, config: WrittenConfig): WrittenConfig {
  if (demo === undefined) return config;
  const { proxy: _, ...rest } = config;
  return { ...rest, apiServer: demo.apiServer, gateway: demo.apiServer };
}
