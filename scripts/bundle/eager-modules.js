import { parse } from 'acorn';

/** A function of more characters than this that is written as a value holds a whole module. */
const WHOLE_MODULE = 10_000;

/** `var x = wrapper((exports, module) => { … })`: how esbuild keeps a CommonJS module of a dependency. */
function moduleIn({ type, declarations }) {
  if (type !== 'VariableDeclaration') return [];
  return declarations
    .map(({ init }) => init)
    .filter((init) => init?.type === 'CallExpression' && init.arguments.length === 1)
    .map((init) => init.arguments[0])
    .filter(
      ({ type, async, body, params }) =>
        type === 'ArrowFunctionExpression' &&
        !async &&
        body.type === 'BlockStatement' &&
        params.length <= 2 &&
        params.every((param) => param.type === 'Identifier'),
    );
}

/** Every long function that is written as a value below a node; a method is none. */
function longFunctions(node, parent) {
  if (node.end - node.start < WHOLE_MODULE) return [];
  const isMethod =
    parent?.type === 'MethodDefinition' || parent?.method === true || /^[gs]et$/.test(parent?.kind);
  const children = Object.values(node)
    .flat()
    .filter((child) => typeof child?.type === 'string');
  return [
    ...(node.type === 'FunctionExpression' && !isMethod ? [node] : []),
    ...children.flatMap((child) => longFunctions(child, node)),
  ];
}

/**
 * V8 reads a function's text when it meets it, only to find its end, and once more when it is called; what is nested in
 * it takes three times as long to pass over. So a module that is kept in a function is read three times. A function in
 * parentheses is compiled as it is met; an arrow function never is.
 */
export function eagerModules(text) {
  const program = parse(text, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true });
  const modules = program.body.flatMap(moduleIn).flatMap(({ start, params, body, end }) => [
    { at: start, until: body.start, text: `(function(${params.map(({ name }) => name).join()})` },
    { at: end, until: end, text: ')' },
  ]);
  const long = longFunctions(program).flatMap(({ start, end }) => [
    { at: start, until: start, text: '(' },
    { at: end, until: end, text: ')' },
  ]);
  let done = 0;
  const pieces = [...modules, ...long]
    .sort((a, b) => a.at - b.at)
    .flatMap(({ at, until, text: added }) => {
      const before = text.slice(done, at);
      done = until;
      return [before, added];
    });
  return [...pieces, text.slice(done)].join('');
}
