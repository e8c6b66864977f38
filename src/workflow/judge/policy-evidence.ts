import { IpSet } from '../../net/ip-set.js';
import { evidenceKinds, type PolicyResult } from '../results/result.js';
import type { PairResult } from './pair-tracker.js';

type Evidence = PolicyResult['evidence'];

/** What proved the rows of a policy, host by host; hosts with the same proof stand together. The weakest one leads. */
export function evidenceOfPolicy(pairs: readonly PairResult[]): Evidence {
  const groups = new Map<string, { kind: Evidence['kind']; detail: string; ips: string[] }>();
  for (const { ip, proof, gap } of pairs) {
    const { kind, detail } = proof ?? { kind: 'none' as const, detail: gap?.detail ?? '' };
    const known = groups.get(`${kind} ${detail}`);
    if (known === undefined) groups.set(`${kind} ${detail}`, { kind, detail, ips: [ip] });
    else known.ips.push(ip);
  }
  const strength = ({ kind }: { kind: Evidence['kind'] }) => evidenceKinds.indexOf(kind);
  const hosts = [...groups.values()]
    .toSorted((a, b) => strength(b) - strength(a))
    .map(({ kind, detail, ips }) => ({ hosts: IpSet.parse(ips.join(',')).toString(), kind, detail }));
  // Hosts without rows have nothing that had to be proved.
  const leading = hosts.find(({ kind }) => kind !== 'no-applicable-control') ?? hosts[0];
  return { kind: leading?.kind ?? 'none', detail: leading?.detail ?? '', hosts };
}
