import { cutText } from '../../text/printable.js';
import {
  failingGroups,
  groupValues,
  hostsAndAddresses,
  statementWords,
  warningGroups,
} from '../failing-groups.js';
import { cleanText } from '../markup.js';
import type { ReportInput } from '../report-input.js';
import { criticalityWord } from '../row-words.js';
import { groupFingerprint } from './sarif.js';

export const readsRows = false;

const DEFAULT_CONFIG = 'qualys-pc.yaml';
/** GitLab's severities by criticality. */
const severities = ['minor', 'info', 'minor', 'major', 'critical', 'blocker'] as const;
const LONGEST_DESCRIPTION = 1_000;
/** Characters of a statement, and of a policy, in it: the hosts come after them. */
const LONGEST_PART = 300;

/**
 * GitLab's code quality report: an entry per policy and control that counts, the worst first, so that a merge request
 * shows what it adds and what it mends. It lies at the config, as GitLab needs a file of the repository.
 */
export async function* render({ result }: ReportInput): AsyncGenerator<string> {
  const path = cleanText((result.configFile ?? DEFAULT_CONFIG).replaceAll('\\', '/'));
  yield '[';
  let separator = '\n';
  for (const group of [...failingGroups(result), ...warningGroups(result)]) {
    const values = groupValues(group);
    const statement = cutText(statementWords(group), LONGEST_PART);
    const doing = group.counts === 'fail' ? 'fails the build' : 'warns';
    const text = `CID ${group.cid}, ${criticalityWord(group.criticality)}: ${statement}, under ${cutText(group.policyTitle, LONGEST_PART)}, ${doing} on ${hostsAndAddresses(group)}${values === undefined ? '' : `; ${values}`}`;
    const entry = {
      description: cutText(cleanText(text), LONGEST_DESCRIPTION),
      check_name: `CID-${group.cid}`,
      fingerprint: groupFingerprint(group),
      severity: group.counts === 'warn' ? 'info' : (severities[group.criticality.value] ?? 'minor'),
      location: { path, lines: { begin: 1 } },
    };
    yield `${separator}${JSON.stringify(entry)}`;
    separator = ',\n';
  }
  yield '\n]\n';
}
