import { resolve } from 'node:path';
import * as z from 'zod';
import { defaultReportDirectory } from '../../config/names.js';
import { PcError } from '../../errors.js';
import { configFromDraft } from '../../wizard/draft-config.js';
import { readDraft } from '../../wizard/draft-schema.js';
import type { DetachedScan, KeptDraft, WizardStart } from '../../wizard/services.js';
import { reviewIndex } from '../../wizard/steps.js';
import { RunDirectory } from '../../workflow/results/run-directory.js';
import type { CommandIo } from '../process/io.js';
import type { PersonalStore } from '../process/personal-store.js';

const keptDraft = z.object({
  draft: z.unknown(),
  reached: z.int().min(0).max(reviewIndex),
  savedAt: z.iso.datetime(),
});

/** The draft and the scan that earlier sessions left unfinished. */
export async function readUnfinished(
  store: PersonalStore,
  io: Pick<CommandIo, 'cwd'>,
): Promise<Pick<WizardStart, 'keptDraft' | 'detachedScan'>> {
  return { keptDraft: readKeptDraft(store), detachedScan: await findDetachedScan(store, io) };
}

/** The draft of an earlier session, unless there is none or it is of another version. */
export function readKeptDraft(store: PersonalStore): KeptDraft | undefined {
  const kept = keptDraft.safeParse(store.get('draft'));
  const draft = kept.success ? readDraft(kept.data.draft) : undefined;
  return kept.success && draft !== undefined ? { ...kept.data, draft } : undefined;
}

/** The unfinished scan that an earlier session launched from this folder. */
async function findDetachedScan(
  store: PersonalStore,
  { cwd }: Pick<CommandIo, 'cwd'>,
): Promise<DetachedScan | undefined> {
  const draft = readDraft(store.get('launched'));
  if (draft === undefined) return undefined;
  const directory = configFromDraft(draft).reports?.directory ?? defaultReportDirectory;
  try {
    const state = await new RunDirectory(resolve(cwd, directory)).readState();
    if (state?.phase !== 'launched' || state.reference === null) return undefined;
    return { reference: state.reference, title: state.title, launchedAt: state.intentAt, draft };
  } catch (error) {
    // A run that uses the state reports why it cannot be read.
    if (error instanceof PcError) return undefined;
    throw error;
  }
}
