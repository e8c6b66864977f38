import { renderToStaticMarkup } from 'react-dom/server';
import type { Result } from '../../workflow/results/result.js';
import { resultFiles } from '../../workflow/results/result-files.js';
import { cleanText, escapeText } from '../markup.js';
import type { ReportInput } from '../report-input.js';
import { rowCount, verdictWords } from '../verdict-words.js';
import { ChangesSection, ExclusionsSection } from './changes-section.js';
import { ControlFilters, controlTable, worstRows } from './controls-section.js';
import { FailingSection } from './failing-section.js';
import { HeatMap } from './heat-map.js';
import { HeatMapSection } from './heat-map-section.js';
import { JobFindings } from './job-findings.js';
import { JobSections, JobsSection } from './jobs-section.js';
import { OverviewSection } from './overview-section.js';
import { pageScript } from './page-script.js';
import { PolicyCards } from './policy-cards.js';
import { stylesheet } from './stylesheet.js';
import { FactsSection, VerdictSection } from './verdict-section.js';

/**
 * One page that opens alone from disk, style and script inline. The same style is linked as a file: where a content
 * policy lets in no inline style and no script, the page still has its looks, and its filters work by style alone.
 */
export async function* htmlReport(input: ReportInput): AsyncGenerator<string> {
  const { result, previous } = input;
  const rows = rowCount(result.totals);
  const map = new HeatMap(result);
  const findings = new JobFindings();
  const worst = worstRows(result);
  for await (const some of input.rows())
    for (const row of some) for (const filled of [map, findings, worst]) filled.add(row);
  yield head(result);
  yield markup(
    <>
      <VerdictSection result={result} />
      {result.jobs !== undefined && <JobsSection jobs={result.jobs} />}
      <FailingSection result={result} />
      <HeatMapSection map={map} />
      {rows > 0 && <OverviewSection totals={result.totals} />}
      <ChangesSection result={result} previous={previous} />
      <PolicyCards policies={result.policies} />
      {result.jobs !== undefined && <JobSections result={result} findings={findings.result} />}
      <ExclusionsSection exclusions={result.exclusions} baseline={result.baseline} />
      <FactsSection result={result} />
    </>,
  );
  if (rows > 0) {
    yield `<section id="controls" aria-labelledby="controls-heading">${markup(<ControlFilters totals={result.totals} jobs={result.jobs ?? []} />)}`;
    yield* controlTable(result, worst);
    yield '</section>';
  } else {
    yield '<section id="controls"><h2>All controls and hosts</h2><p class="card dim">No posture was read: there is no control to list.</p></section>';
  }
  yield `</main><footer>Written by qualys-pc ${escapeText(result.tool.version)}. Config digest ${escapeText(result.configDigest)}.</footer>`;
  yield `<script>${pageScript}</script></body></html>\n`;
}

/** The linked stylesheet. */
export async function* stylesheetFile(): AsyncGenerator<string> {
  yield stylesheet;
}

function head(result: Result): string {
  const { word } = verdictWords(result);
  const job = escapeText(result.jobName);
  const build = escapeText(result.build);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${word}: ${job} ${build}, Qualys Policy Compliance</title>
<style>${stylesheet}</style>
<link rel="stylesheet" href="${resultFiles.css}">
</head>
<body>
<a class="skip" href="#controls">Skip to the controls</a>
<header class="top"><span>Qualys Policy Compliance</span><span><strong>${job}</strong> build ${build}</span></header>
<main>
`;
}

/** React escapes markup; what no document may hold is taken out here, once. */
function markup(element: React.ReactElement): string {
  return cleanText(renderToStaticMarkup(element));
}
