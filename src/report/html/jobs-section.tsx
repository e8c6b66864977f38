import { counted } from '../../text/counted.js';
import { took } from '../../text/elapsed.js';
import type { JobLine } from '../../workflow/results/job-line.js';
import type { Result } from '../../workflow/results/result.js';
import { resultFiles } from '../../workflow/results/result-files.js';
import { hostsAndAddresses, policyNames, statementWords } from '../failing-groups.js';
import { criticalityWord } from '../row-words.js';
import { outcomeLooks, reasonWords } from '../verdict-words.js';
import type { JobFinding } from './job-findings.js';
import { LongText } from './long-text.js';
import { RowsBar } from './policy-cards.js';
import { scrollable } from './trend.js';

/** Failing jobs whose section names controls and hosts; those beyond have their verdict, reasons and counts. */
const MOST_DETAILED = 100;

const idOf = (index: number): string => `job-${index + 1}`;

/** The jobs of a joined result, one line each, with the way to their sections. */
export function JobsSection({ jobs }: { readonly jobs: readonly JobLine[] }) {
  return (
    <section id="jobs" aria-labelledby="jobs-heading">
      <h2 id="jobs-heading">Jobs</h2>
      <div {...scrollable('Jobs')} className="card scroll">
        <table className="matrix jobs">
          <thead>
            <tr>
              <th scope="col">Job</th>
              <th scope="col">Verdict</th>
              <th scope="col">Failing</th>
              <th scope="col">Hosts</th>
              <th scope="col">Time</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {jobs.map(({ name, outcome, failing, hosts, durationSeconds, reason }, index) => (
              <tr key={name}>
                <th scope="row">
                  <a href={`#${idOf(index)}`}>{name}</a>
                </th>
                <td className={outcomeLooks[outcome].tone}>{outcome}</td>
                <td>{failing}</td>
                <td>{hosts}</td>
                <td>{durationSeconds === null ? '' : took(durationSeconds * 1000)}</td>
                <td>{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface JobsProps {
  readonly result: Result;
  readonly findings: ReadonlyMap<string, JobFinding>;
}

/** A section for each job: its verdict and reasons, what fails it, and on which hosts. */
export function JobSections({ result, findings }: JobsProps) {
  const { jobs = [] } = result;
  const titles = policyNames(result);
  const detailed = new Set(jobs.filter(({ failing }) => failing > 0).slice(0, MOST_DETAILED));
  return (
    <section aria-labelledby="each-job-heading">
      <h2 id="each-job-heading">Job by job</h2>
      {jobs.map((line, index) => (
        <section
          key={line.name}
          id={idOf(index)}
          aria-labelledby={`${idOf(index)}-heading`}
          className="card job"
        >
          <h3 id={`${idOf(index)}-heading`}>{line.name}</h3>
          <Verdict line={line} />
          <Found
            line={line}
            finding={findings.get(line.name)}
            titles={detailed.has(line) ? titles : undefined}
          />
          <p className="jump">
            <a href="#jobs">All jobs</a>
          </p>
        </section>
      ))}
    </section>
  );
}

function Verdict({ line: { outcome, hosts, durationSeconds, reasons } }: { readonly line: JobLine }) {
  const { tone, symbol } = outcomeLooks[outcome];
  const facts =
    durationSeconds === null
      ? []
      : [
          hosts === 0 ? 'no login on any host' : `login on ${counted(hosts, 'host')}`,
          took(durationSeconds * 1000),
        ];
  return (
    <>
      <p>
        <b className={tone}>
          <span aria-hidden="true">{symbol}</span> {outcome}
        </b>{' '}
        <span className="dim">{facts.join(' · ')}</span>
      </p>
      {outcome !== 'passed' && reasons.length > 0 && (
        <ul className="reasons">
          {reasons.map((reason) => (
            <li key={`${reason.code} ${reason.what}`}>
              {reasonWords(reason)} <code>{reason.code}</code>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface FoundProps {
  readonly line: JobLine;
  readonly finding: JobFinding | undefined;
  /** Titles of the policies by id; undefined where controls and hosts are not named. */
  readonly titles: ReadonlyMap<string, string> | undefined;
}

function Found({ line, finding, titles }: FoundProps) {
  if (finding === undefined) return <p className="dim">No posture was read.</p>;
  const { totals, failing, controls, controlsLeft, hosts, hostsLeft } = finding;
  return (
    <>
      <RowsBar policy={{ title: line.name, totals, failing }} />
      <p className="counts">
        <span className={failing > 0 ? 'bad' : 'dim'}>
          <b>{failing}</b> fail the build
        </span>
        {line.warning > 0 && (
          <span className="unsure">
            <b>{line.warning}</b> warn
          </span>
        )}
        <span className="dim">
          <b>{totals.passed}</b> passed
        </span>
      </p>
      {titles === undefined && controls.length > 0 && (
        <p className="dim more">
          Controls and hosts are named here for the first {MOST_DETAILED} failing jobs; those of this one
          stand in {resultFiles.controls}.
        </p>
      )}
      {titles !== undefined && controls.length > 0 && (
        <div className="halves">
          <div>
            <h4>What fails it</h4>
            <ul className="plain">
              {controls.map((control) => (
                <li key={`${control.policyId} ${control.cid}`}>
                  <b>{control.cid}</b> <span className="bad">{criticalityWord(control.criticality)}</span>{' '}
                  <LongText text={statementWords(control)} />
                  <br />
                  <small className="dim">
                    {titles.size > 1 && `${titles.get(control.policyId) ?? ''} · `}
                    {hostsAndAddresses(control)}
                  </small>
                </li>
              ))}
            </ul>
            {controlsLeft > 0 && <p className="dim more">And {counted(controlsLeft, 'more control')}.</p>}
          </div>
          <div>
            <h4>Hosts</h4>
            <ul className="plain">
              {hosts.map(({ ip, failing: own, rows }) => (
                <li key={ip}>
                  {ip}{' '}
                  <span className="dim">{`${own} of ${counted(rows, 'posture')} ${own === 1 ? 'fails' : 'fail'}`}</span>
                </li>
              ))}
            </ul>
            {hostsLeft > 0 && <p className="dim more">And {counted(hostsLeft, 'more host')}.</p>}
          </div>
        </div>
      )}
    </>
  );
}
