import { took } from '../../text/elapsed.js';
import type { JobLine } from '../../workflow/results/job-line.js';

/** The jobs of a joined result, one line each. */
export function JobsSection({ jobs }: { readonly jobs: readonly JobLine[] }) {
  return (
    <section id="jobs" aria-labelledby="jobs-heading">
      <h2 id="jobs-heading">Jobs</h2>
      <div className="card">
        <table>
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
            {jobs.map(({ name, outcome, failing, hosts, durationSeconds, reason }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{outcome}</td>
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
