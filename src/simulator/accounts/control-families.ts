import type { Control } from './account.js';

/** Controls of one kind: they share wording, platform and criticality, and differ in the setting they look at. */
export interface ControlFamily {
  readonly name: string;
  /** The CID of the first setting; the others follow. */
  readonly firstCid: number;
  readonly technologies: readonly number[];
  readonly criticality: number;
  /** `%` stands for the setting. */
  readonly statement: string;
  readonly expected: string;
  readonly found: string;
  /** One setting a word; an underscore stands for a blank. */
  readonly settings: string;
}

/** The controls of a family, with consecutive CIDs. */
export function controlsOf(family: ControlFamily): Control[] {
  return family.settings
    .trim()
    .split(/\s+/)
    .map((word, index) => ({
      cid: family.firstCid + index,
      criticality: family.criticality,
      statement: family.statement.replace('%', word.replaceAll('_', ' ')),
      expected: family.expected,
      found: family.found,
      technologies: family.technologies,
    }));
}
