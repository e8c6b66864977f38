import type { Connector } from '../accounts/account.js';
import { type Element, element } from '../markup.js';
import { formatTime } from '../server-time.js';

/** The values of the fields that a connector search knows. */
export function connectorFields(connector: Connector): Record<string, readonly string[]> {
  return {
    id: [String(connector.id)],
    name: [connector.name],
    awsAccountId: [connector.accountId],
    connectorState: [connector.state],
    disabled: [String(connector.disabled)],
  };
}

/** A connector as search, run and get answer it; get in 2.0 calls it by another name. */
export function connectorElement(connector: Connector, name: string, version: string): Element {
  return element(
    name,
    element('id', connector.id),
    element('name', connector.name),
    connector.lastSync === undefined ? undefined : element('lastSync', formatTime(connector.lastSync)),
    connector.lastError === undefined ? undefined : element('lastError', connector.lastError),
    element('connectorState', connector.state),
    element('type', 'AWS'),
    element('disabled', String(connector.disabled)),
    element('awsAccountId', connector.accountId),
    element('allRegions', 'true'),
    element('arn', `arn:aws:iam::${connector.accountId}:role/qualys`),
    element('externalId', 'not-for-display-0042'),
    version === '3.0' ? element('cloudviewUuid', connector.uuid) : undefined,
  );
}
