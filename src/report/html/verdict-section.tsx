import type { Result } from '../../workflow/results/result.js';
import { isWebAddress } from '../markup.js';
import { scanFacts } from '../scan-facts.js';
import { gateSentence, reasonWords, remedySentence, rowCount, verdictWords } from '../verdict-words.js';

/** What the reader came for: the verdict and why. */
export function VerdictSection({ result }: { readonly result: Result }) {
  const { tone, symbol, word, sentence, reasons } = verdictWords(result);
  const { headline, why, next } = headlineOf(result, sentence);
  const { gate, notes } = result.verdict;
  const remedy = remedySentence(result);
  return (
    <div className={`verdict ${tone}`}>
      <h1>
        <b>
          <span aria-hidden="true" className={tone}>
            {symbol}
          </span>{' '}
          <span className={tone}>{word}</span>
        </b>
        <span>{headline}</span>
      </h1>
      {why !== undefined && <p>{why}</p>}
      {next !== undefined && (
        <p>
          <b>What to do:</b> {next}
        </p>
      )}
      {gate && <p>{gateSentence(result)}</p>}
      {remedy !== '' && <p>{remedy}</p>}
      <Reasons reasons={[...reasons, ...notes]} />
      {rowCount(result.totals) > 0 && (
        <p className="jump">
          <a href="#controls">All controls</a>
        </p>
      )}
    </div>
  );
}

/** What happened stands large; why, and what to do next, in lines of their own. */
function headlineOf({ verdict }: Result, sentence: string) {
  const [decisive] = verdict.reasons;
  const whole = decisive === undefined ? '' : reasonWords(decisive);
  if (decisive === undefined || !sentence.includes(whole)) return { headline: sentence };
  return {
    headline: sentence.replace(whole, () => reasonWords({ code: decisive.code, what: decisive.what })),
    why: decisive.why,
    next: decisive.next,
  };
}

function Reasons({ reasons }: { readonly reasons: Result['verdict']['reasons'] }) {
  if (reasons.length === 0) return null;
  return (
    <ul className="reasons">
      {reasons.map((reason) => (
        <li key={`${reason.code} ${reason.what}`}>
          {reasonWords(reason)} <code>{reason.code}</code>
        </li>
      ))}
    </ul>
  );
}

/** The scan in the words of its record; only a web address becomes a link. */
export function FactsSection({ result }: { readonly result: Result }) {
  return (
    <section aria-labelledby="scan-heading">
      <h2 id="scan-heading">The scan</h2>
      <dl className="facts card">
        {scanFacts(result).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{name === 'Portal' && isWebAddress(value) ? <PortalLink address={value} /> : value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function PortalLink({ address }: { readonly address: string }) {
  return (
    <a href={address} rel="noreferrer">
      Open the scan in Qualys
    </a>
  );
}
