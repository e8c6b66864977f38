import { findPlatform } from '../qualys/platforms.js';
import type { Draft } from './draft.js';

/** The answers that say where the account is. */
export type ServerAnswers = Pick<Draft, 'platform' | 'apiServer'> & Partial<Pick<Draft, 'base'>>;

/** True where the file that the draft was opened with is for the platform that is chosen now. */
export function baseIsOn({ platform, base }: ServerAnswers): boolean {
  return base !== undefined && (findPlatform(base.platform)?.id ?? base.platform) === platform;
}

/** The API server in place of the platform's own: of a private cloud, or an override from the file; empty without one. */
export function serverText(answers: ServerAnswers): string {
  if (answers.platform === 'PCP') return answers.apiServer;
  return baseIsOn(answers) ? (answers.base?.apiServer ?? '') : '';
}

/** Where the account is, in one word: its platform, or the host of the server in its place. */
export function accountPlace(answers: ServerAnswers): string {
  if (answers.platform !== 'PCP' && serverText(answers) === '') return answers.platform;
  return serverText(answers).replace(/^https?:\/\//, '');
}
