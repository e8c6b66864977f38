import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cannotWrite, isMissing } from '../../files/cannot-write.js';
import { makeFolder, readIfThere, writeWhole } from '../../files/whole-file.js';
import { ControlsWriter } from './controls-writer.js';
import type { Result } from './result.js';
import { resultFiles } from './result-files.js';
import type { RunState } from './run-state.js';

// Making the schemas of both takes longer than reading a file; a run that finds neither does without.
const loadStates = () => import('./run-state.js');
const loadResults = () => import('./result.js');

/** The report directory of one run: results, state and their names. Every write is atomic. */
export class RunDirectory {
  readonly path: string;
  readonly #stateFile: string | undefined;

  /** @param stateFile Where the state is kept when it is not in the directory, as `--resume FILE` names it. */
  constructor(path: string, stateFile?: string) {
    this.path = path;
    this.#stateFile = stateFile;
  }

  file(name: keyof typeof resultFiles): string {
    return name === 'state' && this.#stateFile !== undefined
      ? this.#stateFile
      : join(this.path, resultFiles[name]);
  }

  /** What a run must hold while it lives: the state that it resumes, and the directory that it writes to. */
  get stateFiles(): readonly string[] {
    return [...new Set([this.file('state'), this.ownState])];
  }

  /** The place of the state in the directory, also where the run uses another one. */
  get ownState(): string {
    return join(this.path, resultFiles.state);
  }

  async create(): Promise<void> {
    await makeFolder(this.path);
  }

  /**
   * Makes room for a new run: the last result becomes the previous one when it was judged, so that a hiccup between two
   * builds does not end the comparison; every other file of ours goes, so that no old report is taken for this build's.
   */
  async clear(): Promise<void> {
    await this.create();
    const { previousResult, state, ...reports } = resultFiles;
    if (isJudged(await this.readOwnResult()))
      await rename(this.file('result'), this.file('previousResult')).catch((cause: unknown) => {
        if (!isMissing(cause)) throw cannotWrite(this.file('previousResult'), cause);
      });
    for (const name of Object.keys(reports)) {
      const file = this.file(name as keyof typeof reports);
      await rm(file, { force: true }).catch((cause: unknown) => {
        throw cannotWrite(file, cause);
      });
    }
  }

  /** Loads what reads the files. An upgrade of the program takes its own files away, and a scan takes hours. */
  async loadReaders(): Promise<void> {
    await Promise.all([loadStates(), loadResults()]);
  }

  async readState(file = this.file('state')): Promise<RunState | undefined> {
    const read = await readIfThere(file).catch((cause: unknown) => ({ cause }));
    if (read === undefined) return undefined;
    const { parseRunState, unreadableState } = await loadStates();
    if (typeof read !== 'string') throw unreadableState(file, read.cause);
    return parseRunState(read, file);
  }

  async writeState(state: RunState, file = this.file('state')): Promise<void> {
    await this.#write(file, state, 0o600);
  }

  /** What became of the scan that the state remembers, if there is one. */
  async markPhase(phase: RunState['phase']): Promise<void> {
    const state = await this.readState();
    if (state !== undefined) await this.writeState({ ...state, phase });
  }

  async removeState(): Promise<void> {
    await rm(this.file('state'), { force: true });
  }

  async writeResult(result: Result): Promise<void> {
    await this.#write(this.file('result'), result);
  }

  /** The result of an earlier run of the same job, when it is there and can be read. */
  async readPrevious(jobName: string): Promise<Result | undefined> {
    const result = await this.#readResult(this.file('previousResult'));
    return result?.jobName === jobName ? result : undefined;
  }

  async readOwnResult(): Promise<Result | undefined> {
    return this.#readResult(this.file('result'));
  }

  /** Rows go to a file beside the final one, which {@link ControlsWriter.commit} replaces in one move. */
  openControls(): ControlsWriter {
    return new ControlsWriter(this.file('controls'));
  }

  async #readResult(file: string): Promise<Result | undefined> {
    const text = await readIfThere(file);
    if (text === undefined) return undefined;
    const { resultSchema } = await loadResults();
    try {
      return resultSchema.parse(JSON.parse(text));
    } catch {
      // A result of another version is no reason to fail a build; there is merely nothing to compare with.
      return undefined;
    }
  }

  async #write(file: string, data: unknown, mode?: number): Promise<void> {
    await writeWhole(file, `${JSON.stringify(data, null, 2)}\n`, { mode });
  }
}

/** Whether the rows of a result were judged: only such a result can be compared with. */
function isJudged(result: Result | undefined): boolean {
  return result?.verdict.outcome === 'passed' || result?.verdict.outcome === 'failed';
}
