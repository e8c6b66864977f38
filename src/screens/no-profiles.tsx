import { Box } from 'ink';
import { useKeys } from '../ui/key-router.js';
import { isCommand } from '../ui/keys.js';
import { Paragraph } from '../ui/paragraph.js';
import type { RemoteList } from '../ui/use-remote-list.js';
import { profilePrefix } from '../wizard/facts.js';

/** There is nothing to choose from: how to make a profile. */
export function NoProfiles<T>({ list }: { readonly list: RemoteList<T> }) {
  useKeys(
    (press) => {
      if (list.status !== 'ready' || !isCommand(press, 'retry')) return false;
      list.reload();
      return true;
    },
    { isActive: true, layer: 'form' },
  );
  return (
    <Box flexDirection="column" rowGap={1}>
      <Paragraph>{`No option profile of this account begins with "${profilePrefix}".`}</Paragraph>
      <Paragraph>To make one in Qualys, under Policy Compliance:</Paragraph>
      <Box flexDirection="column">
        <Paragraph>1. Scans, Option Profiles, New, Compliance Profile.</Paragraph>
        <Paragraph>{`2. Give it a title such as ${profilePrefix}Linux.`}</Paragraph>
        <Paragraph>3. Under Scan Restriction, Scan by Policy, add the policies.</Paragraph>
        <Paragraph>4. Save it, and press r here to read the list again.</Paragraph>
      </Box>
    </Box>
  );
}
