/** Controls of the glossary; a row names one of them. */
const controls = 250;
const rowsPerHost = controls;

/** A posture answer of one policy with so many rows, piece by piece: about 325 bytes a row, as the real ones. */
export function* postureDocument(rows: number): Generator<Buffer> {
  yield Buffer.from(
    `<?xml version="1.0" encoding="UTF-8" ?>
<!DOCTYPE POSTURE_INFO_LIST_OUTPUT SYSTEM "https://qualysapi.qg9.apps.example.test/api/2.0/fo/compliance/posture/info/posture_info_list_output.dtd">
<POSTURE_INFO_LIST_OUTPUT><RESPONSE><DATETIME>2026-05-04T10:05:00Z</DATETIME><INFO_LIST>
`,
  );
  const pieceRows = 200;
  for (let first = 0; first < rows; first += pieceRows) {
    let piece = '';
    for (let row = first; row < Math.min(rows, first + pieceRows); row += 1) piece += info(row);
    yield Buffer.from(piece);
  }
  yield Buffer.from(glossary(Math.ceil(rows / rowsPerHost)));
}

function info(row: number): string {
  const failed = row % 5 === 0;
  const cause = failed
    ? '<CAUSE_OF_FAILURE><UNEXPECTED><V><![CDATA[PermitRootLogin yes]]></V></UNEXPECTED><MISSING logic="OR"><V><![CDATA[PermitRootLogin no]]></V></MISSING></CAUSE_OF_FAILURE>'
    : '';
  return `<INFO>
  <ID>${880_000_000 + row}</ID>
  <HOST_ID>${3300 + Math.floor(row / rowsPerHost)}</HOST_ID>
  <CONTROL_ID>${1000 + (row % controls)}</CONTROL_ID>
  <TECHNOLOGY_ID>310</TECHNOLOGY_ID>
  <STATUS>${failed ? 'Failed' : 'Passed'}</STATUS>
  <EVALUATION_DATE>2026-05-04T10:01:09Z</EVALUATION_DATE>
  <POSTURE_MODIFIED_DATE>2026-05-04T10:01:09Z</POSTURE_MODIFIED_DATE>
${cause}</INFO>
`;
}

function glossary(hosts: number): string {
  const hostList = Array.from(
    { length: hosts },
    (_, host) =>
      `<HOST><ID>${3300 + host}</ID><IP network_id="0">10.${20 + (host >> 16)}.${(host >> 8) & 255}.${host & 255}</IP><TRACKING_METHOD>IP</TRACKING_METHOD><DNS><![CDATA[pay-${host}.acme.test]]></DNS></HOST>`,
  ).join('\n');
  const controlList = Array.from(
    { length: controls },
    (_, control) =>
      `<CONTROL><ID>${1000 + control}</ID><STATEMENT><![CDATA[Status of the setting number ${control} of the SSH daemon]]></STATEMENT><CRITICALITY><LABEL>URGENT</LABEL><VALUE>${1 + (Math.floor(control / 5) % 5)}</VALUE></CRITICALITY></CONTROL>`,
  ).join('\n');
  return `</INFO_LIST><GLOSSARY><HOST_LIST>${hostList}</HOST_LIST><CONTROL_LIST>${controlList}</CONTROL_LIST></GLOSSARY></RESPONSE></POSTURE_INFO_LIST_OUTPUT>
`;
}
