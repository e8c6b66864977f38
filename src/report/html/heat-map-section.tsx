import { counted } from '../../text/counted.js';
import { statementWords } from '../failing-groups.js';
import { criticalityWord } from '../row-words.js';
import { type HeatMap, type HeatState, heatStates } from './heat-map.js';
import { scrollable } from './trend.js';

/** A sign beside the colour, as not everybody sees the one, and the words that a screen reader says. */
const signs: Readonly<Record<HeatState, { readonly sign: string; readonly words: string }>> = {
  fail: { sign: '✗', words: 'fails the build' },
  warn: { sign: '!', words: 'warns' },
  error: { sign: '?', words: 'error' },
  failed: { sign: '–', words: 'failed, does not count' },
  exception: { sign: '○', words: 'exception' },
  passed: { sign: '✓', words: 'passed' },
  none: { sign: '', words: 'not on this host' },
};

/** The worst controls, by the hosts that most of them count on. */
export function HeatMapSection({ map }: { readonly map: HeatMap }) {
  const { controls, hosts, controlsLeft } = map;
  // One row or one column is what the list above it says already.
  if (controls.length < 2 || hosts.length < 2) return null;
  const words = controls[0]?.counts === 'warn' ? 'warn' : 'fail the build';
  const namesPolicy = new Set(controls.map(({ policyId }) => policyId)).size > 1;
  const met = new Set<HeatState>(
    controls.flatMap((_, row) => hosts.map((__, column) => map.stateAt(row, column))),
  );
  return (
    <section aria-labelledby="heat-heading">
      <h2 id="heat-heading">Controls by host</h2>
      <p className="dim heat-words">
        {controlsLeft > 0 && `The worst ${controls.length} controls, ${controlsLeft} more are not shown. `}
        The {counted(hosts.length, 'host')} on which most of them {words}.
      </p>
      <section {...scrollable('Map of controls by host')} className="card scroll">
        <table className="heat">
          <thead>
            <tr>
              <th scope="col">Control</th>
              {hosts.map((host) => (
                <th key={host} scope="col">
                  <span>{host}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {controls.map((control, row) => (
              <tr key={`${control.policyId} ${control.cid}`}>
                <th scope="row">
                  <b>{control.cid}</b> {cut(statementWords(control))}{' '}
                  <small className="dim">
                    {criticalityWord(control.criticality)}
                    {namesPolicy && `, ${control.policyTitle}`}
                  </small>
                </th>
                {hosts.map((host, column) => (
                  <Cell key={host} state={map.stateAt(row, column)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <ul className="heat-legend">
        {heatStates.toReversed().flatMap((state) =>
          met.has(state) ? (
            <li key={state}>
              <span className={`heat-cell heat-${state}`} aria-hidden="true">
                {signs[state].sign}
              </span>{' '}
              {signs[state].words}
            </li>
          ) : (
            []
          ),
        )}
      </ul>
    </section>
  );
}

function Cell({ state }: { readonly state: HeatState }) {
  return <td className={`heat-${state}`}>{signs[state].sign}</td>;
}

const LONGEST_STATEMENT = 80;

function cut(text: string): string {
  return text.length <= LONGEST_STATEMENT ? text : `${text.slice(0, LONGEST_STATEMENT).toWellFormed()}…`;
}
