import { type CommandOutline, flatten, placeOf, type ValueHint } from './outline.js';

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** What the shell offers for a value; nothing for free text and files, where bash falls back to file names. */
function wordsOf(hint: ValueHint | undefined): readonly string[] {
  return hint?.kind === 'words' ? hint.words : [];
}

function valueCases(outline: CommandOutline): string[] {
  return outline.options.flatMap(({ names, value }) => {
    if (value === undefined) return [];
    const patterns = names.map((name) => quote(`${placeOf(outline)} ${name}`)).join(' | ');
    return [`    ${patterns}) words=${quote(wordsOf(value).join(' '))} ;;`];
  });
}

function placeCase(outline: CommandOutline): string {
  const words = [
    ...outline.children.map(({ path }) => path.at(-1) ?? ''),
    ...wordsOf(outline.value),
    ...outline.options.flatMap(({ names }) => names.filter((name) => name.startsWith('--'))),
  ];
  return `        ${quote(placeOf(outline))}) words=${quote(words.join(' '))} ;;`;
}

/** Completion for bash 3.2 and later. */
export function bashCompletion(program: CommandOutline): string {
  const all = flatten(program);
  const places = all.filter(({ path }) => path.length > 0).map((outline) => quote(placeOf(outline)));
  return `# bash completion for qualys-pc; load it with: source <(qualys-pc completion bash)
_qualys_pc() {
  local current=\${COMP_WORDS[COMP_CWORD]} place='' words='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$place/\${COMP_WORDS[i]}" in
      ${places.join(' | ')}) place="$place/\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$place \${COMP_WORDS[COMP_CWORD - 1]}" in
${all.flatMap(valueCases).join('\n')}
    *)
      case "$place" in
${all.map(placeCase).join('\n')}
      esac
      ;;
  esac
  COMPREPLY=()
  while IFS='' read -r i; do COMPREPLY+=("$i"); done < <(compgen -W "$words" -- "$current")
}
complete -o default -F _qualys_pc qualys-pc
`;
}
