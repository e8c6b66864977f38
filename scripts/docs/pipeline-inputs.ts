import { configFlags } from '../../src/config/flags.js';
import { defaultReportDirectory, reportFormats } from '../../src/config/names.js';
import { clearReportsLines, forwardingLines, keepingTreeLines } from '../../src/snippet/shell-lines.js';

/** What the GitHub action and the GitLab component take besides their own; each is the flag of its name. */
export interface PipelineInput {
  readonly name: string;
  readonly kind: 'text' | 'boolean';
  readonly help: string;
  readonly fallback: string;
}

const text = (name: string, help: string, fallback = ''): PipelineInput => ({
  name,
  kind: 'text',
  help,
  fallback,
});

/** The flags of this run alone that a pipeline may want. */
const runInputs: readonly PipelineInput[] = [
  text('job', 'Jobs of a config that holds several, by name'),
  text('shard', 'Scan part I of N of the target, for example 3/8'),
  text('allow-new-ips', 'How many addresses may be new to the account'),
  text('allow-server', 'Private server that may receive the password'),
  text('allow-proxy', 'Proxy of the config that may receive its password'),
  text('allow-file', 'File or folder that file: may name'),
  text('allow-env', 'Variable besides QUALYS_* that env: may name'),
];

/** Every input: the config file, the flags of `run` that override it, and those of one run. */
export const pipelineInputs: readonly PipelineInput[] = [
  text('config', 'Config file; without it qualys-pc.json, qualys-pc.yaml or qualys-pc.yml of the repository'),
  ...configFlags.map(
    ({ name, kind, help }): PipelineInput => ({
      name: name.slice(2),
      kind: kind === 'boolean' ? 'boolean' : 'text',
      help: kind === 'boolean' ? `${help}: true or false` : help,
      fallback: name === '--report-dir' ? defaultReportDirectory : '',
    }),
  ),
  ...runInputs,
];

/** The variable in which the script of a pipeline finds an input. */
export const variableOf = (name: string): string => `INPUT_${name.toUpperCase().replaceAll('-', '_')}`;

function namesOf(kind: PipelineInput['kind']): string {
  return pipelineInputs
    .filter((input) => input.kind === kind)
    .map(({ name }) => name)
    .join(' ');
}

/** What a switch may be written as, with either meaning, as patterns of a shell's `case`. */
export const switchWords = { on: 'true | True | TRUE', off: 'false | False | FALSE' } as const;

/** POSIX shell that makes arguments of the inputs that were given. */
const argumentLines: readonly string[] = [
  'set -- run --warning-exit-code',
  `value_of() { eval "value=\\\${INPUT_$(printf '%s' "$1" | tr 'a-z-' 'A-Z_')-}"; }`,
  `for flag in ${namesOf('text')}; do`,
  '  value_of "$flag"',
  '  if [ -n "$value" ]; then set -- "$@" "--$flag=$value"; fi',
  'done',
  `for flag in ${namesOf('boolean')}; do`,
  '  value_of "$flag"',
  '  case $value in',
  `    ${switchWords.on}) set -- "$@" "--$flag" ;;`,
  `    ${switchWords.off}) set -- "$@" "--no-$flag" ;;`,
  "    '') ;;",
  '    *) set -- "$@" "--$flag=$value" ;; # Neither: refused by the program.',
  '  esac',
  'done',
];

/** An input that is given and empty is none: without a name the folder would be the root of the file system. */
export const defaultDirectoryLine = `: "\${${variableOf('report-dir')}:=${defaultReportDirectory}}"`;

/**
 * POSIX shell that runs the program with the inputs that were given, and takes and keeps the last judged results for the
 * comparison. The exit code is in `$code`, the folder of the results in `$results`.
 * @param kept - as a word of the shell.
 * @param checks - lines that may end the script before the program starts, once what an earlier job left is out of the way.
 */
export function runLines(kept: string, checks: readonly string[] = []): string[] {
  // Paths below the folder are cut at its name, which a slash at its end would spoil.
  const results = `"\${${variableOf('report-dir')}%/}"`;
  const { before, after } = keepingTreeLines({ results, kept });
  return [
    defaultDirectoryLine,
    ...argumentLines,
    ...clearReportsLines(reportFormats, results),
    ...checks,
    ...before,
    ...forwardingLines('qualys-pc "$@"'),
    ...after,
  ];
}

/**
 * JavaScript of one line that prints `name=value` of the verdict; its arguments are the result, the code and the names.
 * Without a judgement nothing was counted, and a 0 would pass for a clean scan.
 */
export const outcomeScript = [
  'const [file, code, ...names] = process.argv.slice(1);',
  'let result;',
  'try { result = JSON.parse(require("node:fs").readFileSync(file, "utf8")); } catch {}',
  'const outcome = result?.verdict.outcome ?? "error";',
  'const values = [outcome, code, /^(passed|failed)$/.test(outcome) ? result.totals.failing : ""];',
  'console.log(names.map((name, at) => name + "=" + values[at]).join("\\n"));',
].join(' ');
