import runtime from '../../node_modules/react/jsx-runtime.js';

// As react.js.

export const { Fragment, jsx, jsxs } = runtime;
