import { findPlatform } from '../qualys/platforms.js';
import type { Draft } from '../wizard/draft.js';

/** Host of the API server that the answers mean; empty while there is none. */
export function serverOf({ platform, apiServer }: Pick<Draft, 'platform' | 'apiServer'>): string {
  if (platform === 'PCP') return apiServer.replace(/^https?:\/\//, '');
  return findPlatform(platform)?.apiServer ?? '';
}
