import type { RunContext } from '../run/run-context.js';

/** Step 1: proves that the account can be used for Policy Compliance. */
export async function connectAccount({ api, channel, request }: RunContext): Promise<void> {
  const { username, platform, apiServer } = request.account;
  channel.started('connect', `Connecting to ${new URL(apiServer).host}`);
  const { notes, rate } = await api.connect();
  for (const note of notes) channel.warning(note);
  channel.done(
    `Connected to ${platform} as ${username}`,
    rate === undefined ? undefined : { rate: { remaining: rate.remaining, limit: rate.limit } },
  );
}
