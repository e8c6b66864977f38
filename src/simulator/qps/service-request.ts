import { SaxesParser } from 'saxes';

/** One condition of a search; several are joined by AND. */
export interface Criteria {
  readonly field: string;
  readonly operator: string;
  readonly value: string;
}

/** A ServiceRequest as it was read (fact sheet 18.2). */
export interface ServiceRequest {
  readonly criteria: readonly Criteria[];
  readonly limit: number;
  readonly offset: number;
  readonly startId: number;
}

const defaultLimit = 100;
const highestLimit = 1000;

/** Reads a body; an empty one asks for everything. @returns A text when the body is not acceptable. */
export function readServiceRequest(body: string): ServiceRequest | string {
  const criteria: Criteria[] = [];
  const preferences: Record<string, string> = {};
  if (body.trim() !== '') {
    const problem = parse(body, criteria, preferences);
    if (problem !== undefined) return problem;
  }
  const limit = Number(preferences.limitResults ?? defaultLimit);
  if (!Number.isInteger(limit) || limit < 1 || limit > highestLimit) {
    return `limitResults must be from 1 to ${highestLimit}`;
  }
  return {
    criteria,
    limit,
    offset: Number(preferences.startFromOffset ?? 1),
    startId: Number(preferences.startFromId ?? 0),
  };
}

/** What may stand in which element; the root stands in none. */
const childrenOf: Readonly<Record<string, readonly string[]>> = {
  '': ['ServiceRequest'],
  ServiceRequest: ['filters', 'preferences'],
  filters: ['Criteria'],
  preferences: ['startFromOffset', 'startFromId', 'limitResults'],
};

function parse(body: string, criteria: Criteria[], preferences: Record<string, string>): string | undefined {
  const parser = new SaxesParser();
  const open: { name: string; attributes: Record<string, string>; text: string }[] = [];
  let problem: string | undefined;
  parser.on('error', (error) => {
    problem ??= `XML is not well-formed: ${error.message}`;
  });
  parser.on('doctype', () => {
    problem ??= 'DOCTYPE is not allowed';
  });
  parser.on('opentag', ({ name, attributes }) => {
    const parent = open.at(-1)?.name ?? '';
    open.push({ name, attributes, text: '' });
    if (childrenOf[parent]?.includes(name) !== true) problem ??= `unexpected element ${name}`;
    const odd = Object.keys(attributes).find(
      (key) => name !== 'Criteria' || !['field', 'operator'].includes(key),
    );
    if (odd !== undefined) problem ??= `unexpected attribute ${odd}`;
  });
  const addText = (text: string): void => {
    const last = open.at(-1);
    if (last !== undefined) last.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed?.name === 'Criteria') {
      const { field = '', operator = '' } = closed.attributes;
      criteria.push({ field, operator, value: closed.text.trim() });
    }
    if (closed !== undefined && open.at(-1)?.name === 'preferences')
      preferences[closed.name] = closed.text.trim();
  });
  try {
    parser.write(body).close();
  } catch (error) {
    return problem ?? String(error);
  }
  return problem;
}

const forAnyField = ['EQUALS', 'NOT EQUALS', 'CONTAINS', 'NONE'];
/** Documented for ids alone; not every field takes every operator. */
const forIds = ['GREATER', 'LESSER', 'IN'];

/** Whether a field takes the operator. */
export function takesOperator({ field, operator }: Criteria): boolean {
  return forAnyField.includes(operator) || (field === 'id' && forIds.includes(operator));
}

/** Whether one of an object's values meets a criterion. */
export function meets(values: readonly string[], { operator, value }: Criteria): boolean {
  switch (operator) {
    case 'EQUALS':
      return values.includes(value);
    case 'NOT EQUALS':
      return !values.includes(value);
    case 'CONTAINS':
      return values.some((each) => each.toLowerCase().includes(value.toLowerCase()));
    case 'GREATER':
      return values.some((each) => Number(each) > Number(value));
    case 'LESSER':
      return values.some((each) => Number(each) < Number(value));
    case 'IN':
      return values.some((each) =>
        value
          .split(',')
          .map((part) => part.trim())
          .includes(each),
      );
    default:
      return values.length === 0;
  }
}
