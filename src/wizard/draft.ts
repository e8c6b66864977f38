import type * as z from 'zod';
import { findPlatform } from '../qualys/platforms.js';
import type { draftSchema } from './draft-schema.js';
import { parseProxy } from './typed-text.js';

export type Draft = z.output<typeof draftSchema>;
export type Reference = NonNullable<Draft['optionProfile']>;
export type ExclusionDraft = Draft['exclusions'][number];

/** Title that the plugin proposes as well (design, section 3). */
export const defaultTitle = '[job_name]_jenkins_build_[build_number]';

/** A wizard that was just opened. */
export const emptyDraft: Draft = {
  platform: '',
  apiServer: '',
  loginKind: 'password',
  username: '',
  clientId: '',
  clientLevel: 'user',
  remember: false,
  proxy: '',
  proxyUsername: '',
  targetKind: 'host',
  ips: '',
  instanceIds: '',
  runConnector: false,
  title: defaultTitle,
  jobName: '',
  authKind: 'none',
  authUsername: '',
  authDomain: '',
  authKeepsPassword: false,
  scanner: '',
  policies: 'all',
  failStates: ['fail'],
  failCriticalities: ['urgent', 'critical', 'serious'],
  failOnAuthFailure: false,
  exclusions: [],
  pollingInterval: '2',
  timeout: '60*2',
};

/** Whose login it is, to show. */
export function loginWords({ loginKind, username, clientId }: Draft): string {
  if (loginKind === 'token') return 'a token';
  return loginKind === 'client' ? `client ${clientId.trim()}` : username.trim();
}

/** Everything that a test of the connection is sent, as one comparable text: another one is another connection. */
export function accountKey(draft: Draft, { password, proxyPassword }: Secrets): string {
  const { platform, apiServer, loginKind, clientLevel, proxy, proxyUsername } = draft;
  const login = [loginKind, loginWords(draft), clientLevel, password];
  return JSON.stringify([platform, apiServer, ...login, proxy, proxyUsername, proxyPassword]);
}

/** The record of the job's own that the answers ask for; undefined for none and for one that exists. */
export function ownRecordKind({ authKind }: Pick<Draft, 'authKind'>): 'unix' | 'windows' | undefined {
  return authKind === 'unix' || authKind === 'windows' ? authKind : undefined;
}

/** Name of the job: the answer, or what it would be called here. */
export function jobNameIn({ jobName }: Pick<Draft, 'jobName'>, here: { readonly name: string }): string {
  return jobName.trim() === '' ? here.name : jobName.trim();
}

/** A draft with nothing in it but what variables of the environment say. */
export function firstDraft(given: Readonly<Partial<Record<keyof Draft, { readonly value: string }>>>): Draft {
  const values = Object.entries(given).map(([key, { value }]) => [key, value]);
  return values.length === 0 ? emptyDraft : { ...emptyDraft, ...Object.fromEntries(values) };
}

/** The part of a draft that may be written to disk: a proxy that is no address, whole, may be a part of its login. */
export function keepableDraft(draft: Draft): Draft {
  return typeof parseProxy(draft.proxy) === 'string' ? { ...draft, proxy: '' } : draft;
}

/** Passwords as typed in this session. Never stored, never drawn, never part of a draft. */
export interface Secrets {
  readonly password: string;
  readonly proxyPassword: string;
  readonly hostPassword: string;
}

export const noSecrets: Secrets = { password: '', proxyPassword: '', hostPassword: '' };

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
