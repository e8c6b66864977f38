import { type CommandOutline, flatten, type OutlineOption, placeOf, type ValueHint } from './outline.js';

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** What fish offers: the words, or files, or nothing. */
function offer(hint: ValueHint): string {
  switch (hint.kind) {
    case 'words':
      return `-x -a ${quote(hint.words.join(' '))}`;
    case 'file':
      return '-r -F';
    case 'text':
      return '-x';
  }
}

function nameFlag(name: string): string {
  return name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`;
}

function optionLine(condition: string, { names, description, value }: OutlineOption): string {
  const parts = [
    ...names.map(nameFlag),
    ...(value === undefined ? [] : [offer(value)]),
    `-d ${quote(description)}`,
  ];
  return `complete -c qualys-pc ${condition} ${parts.join(' ')}`;
}

function placeLines(outline: CommandOutline): string[] {
  const condition = `-n ${quote(`__qualys_pc_at ${quote(placeOf(outline))}`)}`;
  const { value } = outline;
  return [
    ...outline.children.map(
      ({ path, description }) =>
        `complete -c qualys-pc ${condition} -a ${quote(path.at(-1) ?? '')} -d ${quote(description)}`,
    ),
    ...(value === undefined || value.kind === 'text'
      ? []
      : [`complete -c qualys-pc ${condition} ${offer(value).replace(/^-[xr] /, '')}`]),
    ...outline.options.map((option) => optionLine(condition, option)),
  ];
}

/** Completion for fish 3 and later. */
export function fishCompletion(program: CommandOutline): string {
  const all = flatten(program);
  const places = all.filter(({ path }) => path.length > 0).map((outline) => quote(placeOf(outline)));
  return `# fish completion for qualys-pc; load it with: qualys-pc completion fish | source
function __qualys_pc_at
    set -l place ''
    for word in (commandline -opc)[2..-1]
        if contains -- "$place/$word" ${places.join(' ')}
            set place "$place/$word"
        end
    end
    test "$place" = "$argv[1]"
end
complete -c qualys-pc -f
${all.flatMap(placeLines).join('\n')}
`;
}
