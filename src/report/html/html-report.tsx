import { renderToStaticMarkup } from 'react-dom/server';
import { compareExamples, worstFirst } from '../../workflow/judge/group-order.js';
import type { ControlLine } from '../../workflow/results/control-line.js';
import { type Result, resultFiles } from '../../workflow/results/result.js';
import { groupedRows } from '../grouped-rows.js';
import { cleanText, escapeText } from '../markup.js';
import type { ReportInput } from '../report-input.js';
import { rowCount, verdictWords } from '../verdict-words.js';
import { ChangesSection, ExclusionsSection } from './changes-section.js';
import { controlRow } from './control-row.js';
import { ControlFilters } from './controls-section.js';
import { FailingSection } from './failing-section.js';
import { OverviewSection } from './overview-section.js';
import { pageScript } from './page-script.js';
import { PolicyCards } from './policy-cards.js';
import { stylesheet } from './stylesheet.js';
import { FactsSection, VerdictSection } from './verdict-section.js';

/** More rows make a page that no browser is quick with; they are counted, and stand in the other files. */
const MOST_ROWS = 25_000;

const columns = ['CID', 'Criticality', 'State', 'Host', 'Control', 'Why'];

/**
 * One page that opens alone from disk, style and script inline. The same style is linked as a file: where a content
 * policy lets in no inline style and no script, the page still has its looks, and its filters work by style alone.
 */
export async function* htmlReport(input: ReportInput): AsyncGenerator<string> {
  const { result, previous } = input;
  const rows = rowCount(result.totals);
  yield head(result);
  yield markup(
    <>
      <VerdictSection result={result} />
      <FailingSection result={result} />
      {rows > 0 && <OverviewSection totals={result.totals} />}
      <ChangesSection result={result} previous={previous} />
      <PolicyCards policies={result.policies} />
      <ExclusionsSection exclusions={result.exclusions} baseline={result.baseline} />
      <FactsSection result={result} />
    </>,
  );
  if (rows > 0) {
    yield `<section id="controls" aria-labelledby="controls-heading">${markup(<ControlFilters totals={result.totals} />)}`;
    if (rows > MOST_ROWS) {
      yield `<p class="cut unsure">This page lists the worst ${MOST_ROWS} of ${rows} controls, so the filters find those only. The numbers count all of them, and ${resultFiles.controls} holds them all.</p>`;
    }
    yield `<table class="rows static" role="table" aria-labelledby="controls-heading"><thead role="rowgroup"><tr role="row">`;
    yield `${columns.map((name) => `<th role="columnheader" scope="col">${name}</th>`).join('')}</tr></thead><tbody role="rowgroup">\n`;
    yield* worstRows(input);
    yield '</tbody></table></section>';
  } else {
    yield '<section id="controls"><h2>Controls</h2><p class="card dim">No posture was read: there is no control to list.</p></section>';
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
<div class="top"><span>Qualys Policy Compliance</span><span><strong>${job}</strong> build ${build}</span></div>
<main>
`;
}

/** React escapes markup; what no document may hold is taken out here, once. */
function markup(element: React.ReactElement): string {
  return cleanText(renderToStaticMarkup(element));
}

async function* worstRows(input: ReportInput): AsyncGenerator<string> {
  const { policies } = input.result;
  const places = new Map(policies.map(({ id }, index) => [id, index]));
  const titles = new Map(policies.length === 1 ? [] : policies.map(({ id, title }) => [id, title]));
  let written = 0;
  for await (const { rows } of groupedRows(input, {
    keyOf: badness,
    order: (a, b) => a - b,
    keep: (row) => row,
  })) {
    for await (const row of Array.isArray(rows) ? rows.sort(byBadness) : rows) {
      if (written >= MOST_ROWS) return;
      yield controlRow(row, {
        policy: titles.get(row.policyId) ?? '',
        place: places.get(row.policyId) ?? -1,
      });
      written += 1;
    }
  }
}

/** Rows of one badness: by control, then by host. */
function byBadness(a: ControlLine, b: ControlLine): number {
  return worstFirst({ ...a, counts: 'fail' }, { ...b, counts: 'fail' }) || compareExamples(a, b);
}

/** 0 for the worst: what fails the build, what warns, what else did not pass, what passed; each from urgent down. */
function badness({ counts, state, criticality }: ControlLine): number {
  const kind = counts === 'fail' ? 0 : counts === 'warn' ? 1 : state !== 'passed' ? 2 : 3;
  return kind * 10 + 5 - criticality.value;
}
