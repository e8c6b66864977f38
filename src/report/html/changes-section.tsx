import type { Result } from '../../workflow/results/result.js';
import { type Change, compareResults, comparisonWords } from '../compare.js';
import { shortAddresses, statementWords } from '../failing-groups.js';
import { exclusionWords } from '../scan-facts.js';
import { LongText } from './long-text.js';
import { Trend } from './trend.js';

const MOST_LISTED = 10;

/** What changed since the last run of the same job. */
export function ChangesSection({
  result,
  previous,
}: {
  readonly result: Result;
  readonly previous: Result | undefined;
}) {
  const comparison = compareResults(result, previous);
  if (comparison === undefined) return <TrendAlone result={result} />;
  const { previousBuild, previousAt, added, fixed, noLongerCounted, limits } = comparison;
  return (
    <section aria-labelledby="changes-heading">
      <h2 id="changes-heading">
        Since build {previousBuild}: {comparisonWords(comparison)}
      </h2>
      <p className="dim">
        That run ended {previousAt}. {limits.join(' ')}
      </p>
      <Trend result={result} />
      <div className="changes">
        <Failures heading="New" tone="bad" rows={added} />
        <Failures heading="Fixed" tone="good" rows={fixed} />
        <Failures heading="No longer counted" tone="unsure" rows={noLongerCounted} />
      </div>
    </section>
  );
}

/** Earlier builds, where the last of them cannot be compared with control by control. */
function TrendAlone({ result }: { readonly result: Result }) {
  if (result.history.length === 0) return null;
  return (
    <section aria-labelledby="changes-heading">
      <h2 id="changes-heading">The last builds</h2>
      <Trend result={result} />
    </section>
  );
}

function Failures(props: {
  readonly heading: string;
  readonly tone: string;
  readonly rows: readonly Change[];
}) {
  const { heading, tone, rows } = props;
  if (rows.length === 0) return null;
  const more = rows.length - MOST_LISTED;
  return (
    <div className="card">
      <h3 className={tone}>{heading}</h3>
      <ul className="plain">
        {rows.slice(0, MOST_LISTED).map((change) => (
          <li key={`${change.policyId} ${change.cid}`}>
            <b>{change.cid}</b> <LongText text={statementWords(change)} />{' '}
            <small className="dim">
              on {shortAddresses(change.hostRanges)}, {change.policyTitle}
            </small>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p className="dim more">
          and {more} more {more === 1 ? 'control' : 'controls'}
        </p>
      )}
    </div>
  );
}

/** What the config takes out of the gate, with reason, end and use; what the baseline holds that is fixed. */
export function ExclusionsSection({ exclusions, baseline }: Pick<Result, 'exclusions' | 'baseline'>) {
  if (exclusions.length === 0 && (baseline?.fixed.length ?? 0) === 0) return null;
  return (
    <section aria-labelledby="exclusions-heading">
      <h2 id="exclusions-heading">Exclusions</h2>
      <ul className="plain card">
        {exclusions.map((entry) => (
          <li key={JSON.stringify(entry)}>
            {entry.expired && <span className="tag unsure">ended</span>}{' '}
            {!entry.expired && entry.matched === 0 && <span className="tag unsure">unused</span>}{' '}
            {exclusionWords(entry)}
          </li>
        ))}
        {baseline?.fixed.map((entry) => (
          <li key={JSON.stringify(entry)}>
            <span className="tag good">fixed</span> In the baseline, and passes now: CID {entry.cid} on{' '}
            {entry.host}
            {[entry.technology, entry.instance].filter((part) => part !== '').map((part) => `, ${part}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}
