// The names of yaml that this program uses. A run with a config in JSON calls none of them, and then the package is not
// set up: a tenth of the time from Node's own start to the first request.

const yaml = () => require('../../node_modules/yaml/dist/index.js');

export const isAlias = (node) => yaml().isAlias(node);
export const isMap = (node) => yaml().isMap(node);
export const isScalar = (node) => yaml().isScalar(node);
export const isSeq = (node) => yaml().isSeq(node);
export const parseDocument = (text, options) => yaml().parseDocument(text, options);
export const visit = (document, visitor) => yaml().visit(document, visitor);
Object.defineProperty(visit, 'BREAK', { get: () => yaml().visit.BREAK });
export const Document = function Document(value, options) {
  return new (yaml().Document)(value, options);
};
export const LineCounter = function LineCounter() {
  return new (yaml().LineCounter)();
};
