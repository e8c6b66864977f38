import { type CommandOutline, flatten, type OutlineOption, placeOf, type ValueHint } from './outline.js';

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** An entry of `_describe`: a colon in the name would end it. */
function entry(name: string, description: string): string {
  return quote(`${name.replaceAll(':', '\\:')}:${description}`);
}

function offer(hint: ValueHint): string {
  switch (hint.kind) {
    case 'words':
      return `compadd -- ${hint.words.map(quote).join(' ')}`;
    case 'file':
      return '_files';
    case 'text':
      return '_message value';
  }
}

function valueCases(outline: CommandOutline): string[] {
  return outline.options.flatMap(({ names, value }) => {
    if (value === undefined) return [];
    const patterns = names.map((name) => quote(`${placeOf(outline)} ${name}`)).join(' | ');
    return [`    (${patterns}) ${offer(value)}; return ;;`];
  });
}

function optionEntries({ names, description }: OutlineOption): string[] {
  return names.map((name) => entry(name, description));
}

function placeCase(outline: CommandOutline): string {
  const commands = outline.children.map(({ path, description }) => entry(path.at(-1) ?? '', description));
  const rest = commands.length > 0 ? '_describe command commands' : offer(outline.value ?? { kind: 'text' });
  return `    (${quote(placeOf(outline))})
      commands=(${commands.join(' ')})
      options=(${outline.options.flatMap(optionEntries).join(' ')})
      if [[ $PREFIX == -* ]]; then _describe -o option options; else ${rest}; fi
      ;;`;
}

/** Completion for zsh, as a file in `fpath` or sourced. */
export function zshCompletion(program: CommandOutline): string {
  const all = flatten(program);
  const places = all.filter(({ path }) => path.length > 0).map((outline) => quote(placeOf(outline)));
  return `#compdef qualys-pc
# zsh completion for qualys-pc; load it with: source <(qualys-pc completion zsh)
_qualys_pc() {
  local place='' i
  local -a commands options
  for ((i = 2; i < CURRENT; i++)); do
    case "$place/\${words[i]}" in
      (${places.join(' | ')}) place="$place/\${words[i]}" ;;
    esac
  done
  case "$place \${words[CURRENT - 1]}" in
${all.flatMap(valueCases).join('\n')}
  esac
  case "$place" in
${all.map(placeCase).join('\n')}
  esac
}
if [[ "\${funcstack[1]}" == _qualys-pc ]]; then _qualys_pc "$@"; else compdef _qualys_pc qualys-pc; fi
`;
}
