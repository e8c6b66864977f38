import { counted } from '../../text/counted.js';
import type { Result } from '../../workflow/results/result.js';
import { resultFiles } from '../../workflow/results/result-files.js';
import {
  failingGroups,
  groupPlace,
  moreWords,
  type NamedGroup,
  shortAddresses,
  statementWords,
} from '../failing-groups.js';
import { criticalityWord } from '../row-words.js';
import { LongText } from './long-text.js';

const MOST_LISTED = 10;

/** What fails the build, by control: what was expected and found, and on which hosts. */
export function FailingSection({ result }: { readonly result: Result }) {
  const groups = failingGroups(result);
  if (result.verdict.outcome !== 'failed' || groups.length === 0) return null;
  const shown = groups.slice(0, MOST_LISTED);
  const more = moreWords(shown, {
    groups: groups.length,
    omitted: result.controlsOmittedBy.fail,
    rows: result.totals.failing,
  });
  const hasSeveralPolicies = result.policies.length > 1;
  return (
    <section aria-labelledby="failing-heading">
      <h2 id="failing-heading">What fails the build</h2>
      <ol className="plain card failing">
        {shown.map((group) => (
          <li key={`${group.policyId} ${group.cid}`}>
            <Failure group={group} hasSeveralPolicies={hasSeveralPolicies} />
          </li>
        ))}
      </ol>
      {more !== '' && (
        <p className="dim more">
          And {more}: <a href="#controls">all controls</a>.
        </p>
      )}
    </section>
  );
}

interface FailureProps {
  readonly group: NamedGroup;
  readonly hasSeveralPolicies: boolean;
}

function Failure({ group, hasSeveralPolicies }: FailureProps) {
  const { cid, criticality, hosts, hostRanges, expected, found, valuesCut, policyTitle } = group;
  const about = [jobWords(group), hasSeveralPolicies ? policyTitle : '', groupPlace(group)].filter(
    (part) => part !== '',
  );
  return (
    <>
      <p className="what">
        <b>{cid}</b>
        <span className="bad">{criticalityWord(criticality)}</span>
      </p>
      <div>
        <div className="statement">
          <LongText text={statementWords(group)} />
        </div>
        {about.length > 0 && <small className="dim">{about.join(' · ')}</small>}
        <Values words="expected" values={expected} />
        <Values words="found" values={found.map(({ value }) => value)} />
        {valuesCut && <small className="dim">Values are cut here; {resultFiles.controls} has them.</small>}
      </div>
      <div className="where">
        {hosts > 1 && <b>{hosts} hosts</b>}
        <p>{shortAddresses(hostRanges)}</p>
      </div>
    </>
  );
}

function Values({ words, values }: { readonly words: string; readonly values: readonly string[] }) {
  if (values.length === 0) return null;
  return (
    <div className="value">
      <span className="dim">{words}</span>{' '}
      <code>
        <LongText text={values.join(', ')} />
      </code>
    </div>
  );
}

/** Jobs that an entry names. */
const MOST_JOBS = 5;

/** The jobs that a control of joined results fails. */
function jobWords({ jobs = [] }: NamedGroup): string {
  const more = jobs.length - MOST_JOBS;
  return `${jobs.slice(0, MOST_JOBS).join(', ')}${more > 0 ? ` and ${counted(more, 'more job')}` : ''}`;
}
