import type { Result } from '../../workflow/results/result.js';
import { type FailingGroup, failingGroups, shortAddresses } from '../failing-groups.js';
import { criticalityWord, insideWords } from '../row-words.js';

const MOST_LISTED = 10;

/** What fails the build, by control: what was expected and found, and on which hosts. */
export function FailingSection({ result }: { readonly result: Result }) {
  const groups = failingGroups(result);
  if (result.verdict.outcome !== 'failed' || groups.length === 0) return null;
  const shown = groups.slice(0, MOST_LISTED);
  const more = result.totals.failing - shown.reduce((sum, { count }) => sum + count, 0);
  const hasSeveralPolicies = result.policies.length > 1;
  return (
    <section aria-labelledby="failing-heading">
      <h2 id="failing-heading">What fails the build</h2>
      <ol className="plain card failing">
        {shown.map((group) => (
          <li key={[group.policyId, group.cid, group.host.ip, insideWords(group)].join(' ')}>
            <Failure group={group} hasSeveralPolicies={hasSeveralPolicies} />
          </li>
        ))}
      </ol>
      {more > 0 && (
        <p className="dim more">
          And {more} more {more === 1 ? 'posture' : 'postures'}: <a href="#controls">all controls</a>.
        </p>
      )}
    </section>
  );
}

interface FailureProps {
  readonly group: FailingGroup;
  readonly hasSeveralPolicies: boolean;
}

function Failure({ group, hasSeveralPolicies }: FailureProps) {
  const { cid, criticality, statement, hosts, missing, unexpected, policyTitle } = group;
  const about = [hasSeveralPolicies ? policyTitle : '', insideWords(group)].filter((part) => part !== '');
  return (
    <>
      <p className="what">
        <b>{cid}</b>
        <span className="bad">{criticalityWord(criticality)}</span>
      </p>
      <div>
        <p className="statement">{statement}</p>
        {about.length > 0 && <small className="dim">{about.join(' · ')}</small>}
        <Values words="expected" values={missing} />
        <Values words="found" values={unexpected} />
      </div>
      <div className="where">
        {hosts.length > 1 && <b>{hosts.length} hosts</b>}
        <p>{shortAddresses(hosts)}</p>
      </div>
    </>
  );
}

function Values({ words, values }: { readonly words: string; readonly values: readonly string[] }) {
  if (values.length === 0) return null;
  return (
    <p className="value">
      <span className="dim">{words}</span> <code>{cut(values.join(', '))}</code>
    </p>
  );
}

const LONGEST_VALUE = 300;

function cut(value: string): string {
  return value.length <= LONGEST_VALUE ? value : `${value.slice(0, LONGEST_VALUE).toWellFormed()}…`;
}
