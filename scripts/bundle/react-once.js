import { fileURLToPath } from 'node:url';

const places = {
  react: fileURLToPath(new URL('react.js', import.meta.url)),
  'react/jsx-runtime': fileURLToPath(new URL('jsx-runtime.js', import.meta.url)),
};

/** Gives every module that imports React the same names. React's own packages, which require it, get React itself. */
export const reactOnce = {
  name: 'react-once',
  setup({ onResolve }) {
    onResolve({ filter: /^react(?:\/jsx-runtime)?$/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path: places[path] } : undefined,
    );
  },
};
