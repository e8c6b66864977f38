import type { Policy } from './account.js';
import { cidsOfFamilies, linuxCids } from './control-catalogue.js';

type Row = readonly [id: number, title: string, cids: readonly number[], groupIds: readonly number[]];

/** A title of exactly 200 letters. */
const longTitle =
  `${'Hardening baseline of the payment platform including every exception granted since 2019, '.repeat(3)}`
    .slice(0, 199)
    .concat('.');

/** Groups of the other users of the subscription; see `groups.ts`. */
const payments = 771300;
const servers = 771301;
const windowsServers = 771302;

const listed = [114, 141, 411, 1140, 1141, 1142, 1145, 1146, 1150, 1151, 2201, 11411];
const hardening = [2211, 2212, 2213, 2214];

function rows(): readonly Row[] {
  return [
    [5101, 'CIS Debian 12 v1.0', listed, [payments, 771204]],
    [5102, 'Acme Hardening <base> & "more"', hardening, [payments]],
    [5103, 'CIS Debian Linux 12 Benchmark v1.1.0, Level 2 - Server', linuxCids(), [payments]],
    [5104, 'CIS Red Hat Enterprise Linux 9 Benchmark v2.0.0', linuxCids(), [servers]],
    [5105, 'CIS Ubuntu Linux 22.04 LTS Benchmark v2.0.0', linuxCids(), []],
    [5106, 'CIS Amazon Linux 2023 Benchmark v1.0.0', linuxCids(), []],
    [5201, 'CIS Microsoft Windows Server 2022 (core)', [8101, 8102, 8103], [windowsServers]],
    [5202, 'CIS Microsoft Windows Server 2022 Benchmark v3.0.0', cidsOfFamilies('Windows'), [windowsServers]],
    [5203, 'CIS Microsoft Windows Server 2019 Benchmark v3.0.1', cidsOfFamilies('Windows'), []],
    [5301, 'CIS Oracle Database 19c Benchmark v1.2.0', cidsOfFamilies('Oracle'), [payments]],
    [5302, 'CIS PostgreSQL 15 Benchmark v1.1.0', cidsOfFamilies('PostgreSQL'), []],
    [5303, 'Acme Oracle on Linux', [5201, 5202, 5203], [payments]],
    [5304, 'CIS Microsoft SQL Server 2019 Benchmark v1.4.0', cidsOfFamilies('SQL Server'), []],
    [5305, 'CIS Apache HTTP Server 2.4 Benchmark v2.1.0', cidsOfFamilies('Apache'), []],
    [5401, 'PCI DSS v4.0: in-scope servers', cidsOfFamilies('SSH', 'accounts', 'Windows audit'), [servers]],
    [5402, 'PCI DSS v4.0: in-scope servers', cidsOfFamilies('audit rules'), [servers]],
    [5501, longTitle, hardening, []],
    [5502, '標準セキュリティポリシー・サーバー強化（第３版）', hardening, []],
    [5503, 'Mandate::Linux::baseline', hardening, []],
    [5504, 'Linux,,Windows,,Oracle', hardening, []],
    [5505, "Größe's \\ “Grundschutz” $(id) `id` %s", hardening, []],
    [5506, 'Right-to-left \u202etxt.exe\u202c and C1 \u009b31m control', hardening, []],
    [5507, "Tom & Jerry's <policy> ]]> end", hardening, []],
    [5601, 'Retired 2021 baseline', hardening, [servers]],
    [5602, 'Frozen for audit FY26', hardening, [servers]],
    [5603, 'Drafted, never evaluated', hardening, []],
  ];
}

/** The policies, as they stood when the account was opened. */
export function policies(openedAt: number): Policy[] {
  return rows().map(([id, title, cids, groupIds]) => ({
    id,
    title,
    cids,
    groupIds: [...groupIds],
    status: id === 5601 ? 'inactive' : 'active',
    locked: id === 5602,
    modifiedAt: openedAt - 40 * 86_400_000,
    evaluatedAt: id === 5603 ? undefined : openedAt - 3 * 86_400_000,
  }));
}
