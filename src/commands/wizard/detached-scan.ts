import { resolve } from 'node:path';
import { PcError } from '../../errors.js';
import { configFromDraft } from '../../wizard/config-from-draft.js';
import type { DetachedScan } from '../../wizard/services.js';
import { RunDirectory } from '../../workflow/run-directory.js';
import type { CommandIo } from '../io.js';
import type { PersonalStore } from '../personal-store.js';
import { launchedDraft } from './memories.js';

/** The scan that an earlier session launched from this folder and did not see to its end. */
export async function findDetachedScan(
  store: PersonalStore,
  { cwd }: Pick<CommandIo, 'cwd'>,
): Promise<DetachedScan | undefined> {
  const draft = launchedDraft(store);
  if (draft === undefined) return undefined;
  const directory = configFromDraft(draft).reports?.directory ?? 'qualys-pc-results';
  try {
    const state = await new RunDirectory(resolve(cwd, directory)).readState();
    if (state?.phase !== 'launched' || state.reference === null) return undefined;
    return { reference: state.reference, title: state.title, launchedAt: state.intentAt, draft };
  } catch (error) {
    // A state that cannot be read is told by the run that would use it.
    if (error instanceof PcError) return undefined;
    throw error;
  }
}
