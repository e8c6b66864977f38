import React from '../../node_modules/react/index.js';

// In the bundle the place of react for whoever imports it: the bundler copies all names of a CommonJS package for each
// of the hundred modules that import it. A name that is missing here ends the build.

export default React;
export const {
  Component,
  Fragment,
  PureComponent,
  createContext,
  createElement,
  forwardRef,
  useCallback,
  useContext,
  useEffect,
  useEffectEvent,
  useInsertionEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} = React;
