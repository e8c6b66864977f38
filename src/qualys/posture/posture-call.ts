import type { StreamEndpoint } from '../endpoint.js';
import { foCall } from '../fo-call.js';
import type { PostureQuery } from '../posture.js';
import { type PostureDocument, PostureReader } from './posture-reader.js';
import { RowBlock } from './row-block.js';
import type { RowSpool } from './row-spool.js';

/** One call: a page of one policy, or all rows of up to ten (fact sheet 16.6). */
export interface PostureCall {
  readonly query: Omit<PostureQuery, 'policyIds' | 'paged'>;
  readonly policyIds: readonly string[];
  readonly shared: boolean;
  readonly idMin?: string | undefined;
  /** Gets the rows; those of a document that breaks off are taken back. */
  readonly spool: RowSpool;
}

/** Rows of a block, which is also a batch of the caller's. */
const blockRows = 250;

/** Reads one posture document into the spool. */
export const postureCall: StreamEndpoint<PostureCall, PostureDocument> = {
  ...foCall('posture', 'list', ({ query, policyIds, shared, idMin }: PostureCall) => ({
    [shared ? 'policy_ids' : 'policy_id']: policyIds.join(','),
    id_min: idMin,
    details: query.details ?? 'Basic',
    cause_of_failure: '1',
    ips: query.ips,
    asset_group_ids: query.assetGroupIds?.join(','),
  })),
  purpose: 'report the posture',
  repeatable: true,
  slow: true,
  roots: ['POSTURE_INFO_LIST_OUTPUT'],
  read: async (chunks, { spool }) => {
    const mark = spool.mark();
    const block = new RowBlock();
    const reader = new PostureReader((row) => {
      block.add(row);
      if (block.rows === blockRows) spool.add(block.take());
    });
    try {
      for await (const chunk of chunks) {
        reader.write(chunk);
        await spool.settle();
      }
      const document = reader.end();
      if (block.rows > 0) spool.add(block.take());
      await spool.settle();
      return document;
    } catch (error) {
      spool.rollBack(mark);
      throw error;
    }
  },
};
