import { parseIpRange } from '../net/ip-set.js';

/** Typed or pasted text cut into its parts, with what is wrong named part by part. */
export interface TargetList {
  readonly parts: readonly string[];
  /** One sentence per part that cannot be used. */
  readonly problems: readonly string[];
  /** Parts that were given more than once. */
  readonly repeated: number;
}

const environmentName = /^env\.[A-Za-z_][A-Za-z0-9_]*$/;
/** `i-` and 8 or 17 hexadecimal digits: both lengths exist in AWS. */
const instanceId = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/i;

/** Addresses, ranges, CIDRs and `env.NAME`, separated by commas, semicolons or white space. */
export function readIps(text: string): TargetList {
  return readList(text.replace(/\s*-\s*/g, '-'), (part) => {
    const range = parseIpRange(part);
    if (typeof range !== 'string') return undefined;
    return range.includes(part) ? range : `"${part}" is neither an address nor a range`;
  });
}

/** EC2 instance ids and `env.NAME`, separated by commas, semicolons or white space. */
export function readInstanceIds(text: string): TargetList {
  return readList(text, (part) =>
    instanceId.test(part) ? undefined : `"${part}" is not an instance id such as i-0a11b22c33d44e55f`,
  );
}

/** The instance ids that can be looked up now: those that are no `env.NAME`. */
export function knownInstanceIds(text: string): readonly string[] {
  return readInstanceIds(text).parts.filter((part) => instanceId.test(part));
}

function readList(text: string, problemOf: (part: string) => string | undefined): TargetList {
  const given = text.split(/[\s,;]+/).filter((part) => part !== '');
  const parts = [...new Set(given)];
  const problems = parts.flatMap((part) => (environmentName.test(part) ? [] : (problemOf(part) ?? [])));
  return { parts, problems, repeated: given.length - parts.length };
}
