import { containerLine } from '../container-image.js';
import { markerLines } from '../markers.js';
import type { Pipeline } from '../pipeline.js';
import { secretVariables } from '../pipeline-secrets.js';
import { yamlBlock, yamlString } from '../quote.js';
import { addressProblems, readyMadeInputs } from '../ready-made.js';
import { refused, type Snippet, type SnippetOptions } from '../snippet-format.js';
import {
  actions,
  githubCheckout,
  githubHead,
  githubJobLines,
  githubNotes,
  githubReports,
} from './github-parts.js';

/** Inputs of the action that carry secrets; all other variables reach it as its environment. */
const secretInputs: Readonly<Record<string, string>> = {
  QUALYS_PASSWORD: 'password',
  QUALYS_CLIENT_SECRET: 'client-secret',
  QUALYS_TOKEN: 'token',
  QUALYS_HOST_USERNAME: 'host-username',
  QUALYS_HOST_PASSWORD: 'host-password',
  QUALYS_PROXY_PASSWORD: 'proxy-password',
};

/** A workflow whose one step is the action (`action.yml`), which keeps results, summary and last result itself. */
export function githubActionSnippet(pipeline: Pipeline, options: SnippetOptions): Snippet {
  const { environment, formats, secrets } = pipeline;
  const { inputs, refusals: unsayable } = readyMadeInputs(pipeline);
  const refusals = [...pipeline.refusals, ...addressProblems(options, 'github'), ...unsayable];
  const notes = [
    ...githubNotes(pipeline),
    ...(/^\.\/|@[0-9a-f]{40}$/.test(options.use ?? '')
      ? []
      : ['A tag or branch of an action can be moved: name the commit that you have looked at.']),
  ];
  if (refusals.length > 0) return refused(refusals, { notes, environment });
  const job = `qualys-policy-compliance${pipeline.suffix}`;
  const names = secretVariables(secrets);
  const given = {
    ...inputs,
    'report-format': formats.join(','),
    artifact: job,
    'code-scanning': 'true',
  };
  const lines = [
    ...Object.entries(given)
      .filter(([name]) => name !== 'report-format' || formats.join() !== githubReports.join())
      .map(([name, value]) => `${name}: ${yamlString(value)}`),
    ...names.flatMap((name) =>
      secretInputs[name] === undefined ? [] : [`${secretInputs[name]}: \${{ secrets.${name} }}`],
    ),
  ];
  const others = [
    ...names
      .filter((name) => secretInputs[name] === undefined)
      .map((name) => `${name}: \${{ secrets.${name} }}`),
    ...secrets.plainVariables.map((name) => `${name}: \${{ vars.${name} }}`),
  ];
  const node =
    options.image === undefined
      ? `\n      - uses: ${actions.setupNode}\n        with:\n          node-version: 22`
      : '';
  const text = `${githubHead(pipeline)}  ${job}:
    runs-on: ubuntu-24.04 # Replace: a machine that reaches Qualys.${containerLine(options, 4)}
${githubJobLines(pipeline, job)}
${githubCheckout(pipeline)}${node}
      - name: Qualys Policy Compliance scan
        uses: ${options.use}
${others.length === 0 ? '' : `        env:\n${yamlBlock(others, 10)}\n`}        with:
${yamlBlock(lines, 10)}
  ${markerLines('#', { format: 'github', configPath: pipeline.configPath }).end}
`;
  return { text, refusals, notes, environment };
}
