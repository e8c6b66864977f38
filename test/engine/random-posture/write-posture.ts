import { controlKey, Dice, type Model, type ModelRow } from './model.js';

/** What the answer needs to know of the run under way. */
export interface Moment {
  /** As Qualys writes times, without fractions. */
  readonly now: string;
  /** When the host was scanned, by its number; undefined before the scan. */
  readonly scannedAt: (hostId: number) => string | undefined;
}

/** The first row of the next page, with the page. */
interface Page {
  readonly rows: readonly ModelRow[];
  readonly next: number | undefined;
}

/** An answer to `policy_ids`, or to one `policy_id` from `idMin` on. */
export function writePosture(
  model: Model,
  asked: { readonly policies: readonly string[]; readonly isFlat: boolean; readonly idMin: number },
  moment: Moment,
): string {
  const writer = new PostureWriter(model, moment);
  const body = asked.isFlat
    ? writer.flat(asked.policies[0] ?? '', asked.idMin)
    : writer.wrapped(asked.policies);
  return `<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE POSTURE_INFO_LIST_OUTPUT SYSTEM "https://qualysapi.qualys.test/x.dtd">\n<!-- made up -->\n<POSTURE_INFO_LIST_OUTPUT>\n<RESPONSE>\n<DATETIME>${moment.now}</DATETIME>\n${body}</RESPONSE>\n</POSTURE_INFO_LIST_OUTPUT>\n`;
}

class PostureWriter {
  readonly #model: Model;
  readonly #moment: Moment;
  readonly #dice: Dice;

  constructor(model: Model, moment: Moment) {
    this.#model = model;
    this.#moment = moment;
    this.#dice = new Dice(model.seed + 1);
  }

  wrapped(policies: readonly string[]): string {
    const { glossary } = this.#model.layout;
    const all = this.#model.rows.filter(({ policyId }) => policies.includes(policyId));
    const blocks = policies.map((policyId, index) => {
      const rows = all.filter((row) => row.policyId === policyId);
      const holdsAll =
        (glossary === 'first-policy' && index === 0) ||
        (glossary === 'last-policy' && index === policies.length - 1);
      const words = glossary === 'inside' ? this.#glossary(rows) : holdsAll ? this.#glossary(all) : '';
      return `<POLICY><ID>${policyId}</ID>\n${this.#inOrder([this.#list(rows), words])}</POLICY>\n`;
    });
    return this.#inOrder([blocks.join(''), glossary === 'end' ? this.#glossary(all) : '']);
  }

  flat(policyId: string, idMin: number): string {
    const { rows, next } = this.#page(policyId, idMin);
    const warning =
      next === undefined
        ? ''
        : `<WARNING_LIST><WARNING><CODE>1980</CODE><TEXT>record limit exceeded.</TEXT><URL><![CDATA[https://qualysapi.qualys.test/api/2.0/fo/compliance/posture/info/?action=list&policy_id=${policyId}&id_min=${next}]]></URL></WARNING></WARNING_LIST>\n`;
    return `${this.#list(rows)}${warning}${this.#glossary(rows)}`;
  }

  #page(policyId: string, idMin: number): Page {
    const rest = this.#model.rows.filter((row) => row.policyId === policyId && row.id >= idMin);
    const size = this.#model.layout.page ?? rest.length;
    return { rows: rest.slice(0, size), next: rest[size]?.id };
  }

  #inOrder(parts: readonly string[]): string {
    return (this.#model.layout.shuffled ? this.#dice.shuffle(parts) : parts).join('');
  }

  #list(rows: readonly ModelRow[]): string {
    if (rows.length === 0) return '';
    const again = this.#model.layout.twice ? rows.slice(0, 2) : [];
    return `<INFO_LIST>\n${[...rows, ...again].map((row) => this.#info(row)).join('')}</INFO_LIST>\n`;
  }

  #info(row: ModelRow): string {
    const parts = [
      `<ID>${row.id}</ID>`,
      `<HOST_ID>${row.host.id}</HOST_ID>`,
      `<CONTROL_ID>${row.cid}</CONTROL_ID>`,
      `<TECHNOLOGY_ID>${row.technology}</TECHNOLOGY_ID>`,
      row.instance === '' ? '' : `<INSTANCE>${this.#text(row.instance)}</INSTANCE>`,
      `<STATUS>${row.status}</STATUS>`,
      this.#dates(row),
      this.#exception(row),
    ];
    const [id = '', ...others] = parts;
    return `<INFO>${id}${this.#inOrder(others)}</INFO>\n`;
  }

  /** A status date that proves the row by itself, an evaluation date, or both. */
  #dates({ status, exception }: ModelRow): string {
    const { now } = this.#moment;
    const { dates } = this.#model.layout;
    const evaluation = `<EVALUATION_DATE>${now}</EVALUATION_DATE>`;
    if (dates === 'evaluation' || status === 'Error') return evaluation;
    const isPass = status === 'Passed';
    const own = `<${isPass ? 'LAST_PASS_DATE' : 'LAST_FAIL_DATE'}>${now}</${isPass ? 'LAST_PASS_DATE' : 'LAST_FAIL_DATE'}>`;
    const before = '2025-01-02T03:04:05Z';
    // The other status was seen long ago: where no exception stands that date says nothing.
    const other =
      exception === undefined
        ? `<${isPass ? 'LAST_FAIL_DATE' : 'LAST_PASS_DATE'}>${before}</${isPass ? 'LAST_FAIL_DATE' : 'LAST_PASS_DATE'}>`
        : '';
    return dates === 'own' ? `${own}${other}` : `${other}${own}<EVALUATION_DATE>${before}</EVALUATION_DATE>`;
  }

  #exception({ exception }: ModelRow): string {
    if (exception === undefined) return '';
    const ends = exception.ends === undefined ? '' : `<END_DATETIME>${exception.ends}</END_DATETIME>`;
    return `<EXCEPTION><ASSIGNEE>${this.#text('acme_zd2')}</ASSIGNEE><STATUS>${exception.status}</STATUS>${ends}</EXCEPTION>`;
  }

  #glossary(rows: readonly ModelRow[]): string {
    if (rows.length === 0) return '';
    const hosts = new Map(rows.map(({ host }) => [host.id, host]));
    const controls = new Map(rows.map((row) => [row.cid, row]));
    const hostList = Array.from(hosts.values(), ({ id, ip }) => {
      const at = this.#moment.scannedAt(id);
      const scanned =
        at === undefined ? '' : `<LAST_COMPLIANCE_SCAN_DATETIME>${at}</LAST_COMPLIANCE_SCAN_DATETIME>`;
      return `<HOST><ID>${id}</ID><IP network_id="0">${ip}</IP><TRACKING_METHOD>IP</TRACKING_METHOD>${scanned}</HOST>\n`;
    });
    const controlList = Array.from(
      controls,
      ([cid, row]) =>
        `<CONTROL><ID>${cid}</ID><STATEMENT>${this.#text(`Control ${cid} of <this> & "that"`)}</STATEMENT>${this.#criticality(row)}</CONTROL>\n`,
    );
    const lists = [
      `<HOST_LIST>${hostList.join('')}</HOST_LIST>\n`,
      `<CONTROL_LIST>${controlList.join('')}</CONTROL_LIST>\n`,
    ];
    return `<GLOSSARY>\n${this.#inOrder(lists)}</GLOSSARY>\n`;
  }

  #criticality({ policyId, cid }: ModelRow): string {
    const written = this.#model.criticality.get(controlKey(policyId, cid))?.written;
    if (written === undefined) return '';
    const label = written.label === undefined ? '' : `<LABEL>${this.#text(written.label)}</LABEL>`;
    const value = written.value === undefined ? '' : `<VALUE>${written.value}</VALUE>`;
    return `<CRITICALITY>${label}${value}</CRITICALITY>`;
  }

  /** As CDATA, as CDATA within white space, or with entities. */
  #text(text: string): string {
    const form = this.#dice.below(3);
    if (form === 0) return `<![CDATA[${text}]]>`;
    if (form === 1) return `\n  <![CDATA[${text}]]>\n`;
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&#62;');
  }
}
