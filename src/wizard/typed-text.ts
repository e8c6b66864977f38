import { instanceEntryProblems, ipEntryProblems } from '../config/values/targets.js';
import { IpSet, parseIpRange } from '../net/ip-set.js';
import { closedHyphens } from '../text/hyphens.js';

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
  return readList(closedHyphens(text), (part) =>
    ipEntryProblems(part).map((problem) =>
      writtenOut.test(part)
        ? `"${part}" is an EC2 instance: choose EC2 instance above`
        : shortRange.test(part)
          ? `"${part}": write a range with both its ends, such as ${part.replace(shortRange, '$1$2-$1$3')}`
          : problem.includes(part)
            ? problem
            : `"${part}" is neither an address nor a range`,
    ),
  );
}

/** Only the last number of the second end, as some scanners take it. */
const shortRange = /^(\d+\.\d+\.\d+\.)(\d+)-(\d+)$/;

/** How many addresses the parts that can be read stand for; a name such as `env.HOST_IP` stands for none yet. */
export function addressCount({ parts }: Pick<TargetList, 'parts'>): bigint {
  const ranges = parts.map(parseIpRange).filter((range) => typeof range !== 'string');
  return IpSet.of(ranges).count;
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

export interface ProxyAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * Reads `host:port`, with or without `http://`.
 * @returns the address, or a sentence that says what is wrong; never repeats the text, which may hold a password.
 */
export function parseProxy(text: string): ProxyAddress | string {
  const bare = withoutScheme(text.trim()).replace(/\/$/, '');
  if (bare.includes('@')) return 'Its user name and password have fields of their own.';
  const match = /^(\[[0-9a-f:.]+\]|[^\s:/?#]+):(\d{1,5})$/i.exec(bare);
  if (match === null) return 'A proxy is a host and a port: proxy.acme.test:3128.';
  const port = Number(match[2]);
  if (port < 1 || port > 65535) return `${port} is not a port of 1 to 65535.`;
  return { host: match[1] ?? '', port };
}

/** What was typed or pasted as a proxy. No part but `password` can hold a secret. */
export interface ProxyTyped {
  /** What stands for the address, whole or not yet. */
  readonly address: string;
  readonly login?: { readonly username: string; readonly password: string };
  /** Characters from the beginning that may be drawn; the rest is, or may become, a password. Digits are a port so far. */
  readonly drawn: number;
}

/** Whether an address or a login is typed: `user:password@host:port` is no password until its `@`. */
export function readProxyTyped(text: string): ProxyTyped {
  const bare = withoutScheme(text.trimStart());
  const skipped = text.length - bare.length;
  const at = bare.lastIndexOf('@');
  const colon = bare.indexOf(':', bare.startsWith('[') ? bare.indexOf(']') : 0);
  if (colon === -1 || (at !== -1 && at < colon && isPort(bare.slice(colon + 1)))) {
    const username = bare.slice(0, Math.max(0, at));
    return {
      address: bare.slice(at + 1),
      ...(at === -1 ? {} : { login: { username, password: '' } }),
      drawn: text.length,
    };
  }
  const hidden = skipped + colon + 1;
  if (at > colon) {
    const login = { username: bare.slice(0, colon), password: bare.slice(colon + 1, at) };
    return { address: bare.slice(at + 1), login, drawn: hidden };
  }
  const host = bare.slice(0, colon);
  const port = isPort(bare.slice(colon + 1));
  return { address: port ? bare : host, drawn: port ? text.length : hidden };
}

const withoutScheme = (text: string) => text.replace(/^https?:\/\//i, '');
const isPort = (text: string) => /^\d{0,5}\/?\s*$/.test(text);
