import { instanceEntryProblems, ipEntryProblems } from '../config/targets.js';

/** Typed or pasted text cut into its parts, with what is wrong named part by part. */
export interface TargetList {
  readonly parts: readonly string[];
  /** One sentence per part that cannot be used. */
  readonly problems: readonly string[];
  /** Parts that were given more than once. */
  readonly repeated: number;
}

const writtenOut = /^i-/i;

/** Addresses, ranges, CIDRs and `env.NAME`, separated by commas, semicolons or white space. */
export function readIps(text: string): TargetList {
  return readList(text.replace(/\s*-\s*/g, '-'), (part) =>
    ipEntryProblems(part).map((problem) =>
      writtenOut.test(part)
        ? `"${part}" is an EC2 instance: choose EC2 instance above`
        : problem.includes(part)
          ? problem
          : `"${part}" is neither an address nor a range`,
    ),
  );
}

/** EC2 instance ids and `env.NAME`, separated by commas, semicolons or white space. */
export function readInstanceIds(text: string): TargetList {
  return readList(text, (part) =>
    instanceEntryProblems(part).map((problem) => `${problem} such as i-0a11b22c33d44e55f`),
  );
}

/** The instance ids that can be looked up now: those that are no `env.NAME`. */
export function knownInstanceIds(text: string): readonly string[] {
  return readInstanceIds(text).parts.filter(
    (part) => writtenOut.test(part) && instanceEntryProblems(part).length === 0,
  );
}

function readList(text: string, problemsOf: (part: string) => readonly string[]): TargetList {
  const given = text.split(/[\s,;]+/).filter((part) => part !== '');
  const parts = [...new Set(given)];
  return { parts, problems: parts.flatMap(problemsOf), repeated: given.length - parts.length };
}
