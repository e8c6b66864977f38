import { subscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';

let open = 0;

/** Counts a piece of work as under way until the function that it returns is called; once more does no harm. */
export function beginCall(): () => void {
  open += 1;
  let isOpen = true;
  return () => {
    if (isOpen) open -= 1;
    isOpen = false;
  };
}

// Node tells of each request that a server of this process receives, by HTTP and HTTPS alike.
subscribe('http.server.request.start', (message) => {
  const { response } = message as { readonly response: ServerResponse };
  response.once('close', beginCall());
});

/** True while servers of this process answer calls, or open tunnels for them. */
export const isAnswering = (): boolean => open > 0;
