/** What a field of a running node was started with, in words. Pure. */
import type { DeviceNode } from '../../../shared/document/topology';
import type { FormField } from '../../../shared/kinds/fields/form-fields';
import { fieldsOfKind } from '../../../shared/kinds/registry';
import { t } from '../../i18n/translate';

/** What the form calls a field. */
export function fieldLabel(node: DeviceNode, field: string): string {
  const spec = fieldsOfKind(node.kind).find((one) => one.field === field);
  // VLANs are edited in a table of their own.
  return spec === undefined ? t('VLANs') : t(spec.label);
}

/** What a record of a list holds, without the names of its fields: `e1000 52:54:00:00:00:01`. */
function recordText(record: object): string {
  if ('image' in record) {
    const { image, interface: on, access } = record as Record<string, string>;
    return `${image} (${on}, ${access})`;
  }
  if ('hostPort' in record) {
    const { protocol, hostAddress, hostPort, guestAddress, guestPort } = record as Record<
      string,
      unknown
    >;
    return `${protocol} ${hostAddress}:${hostPort} → ${guestAddress}:${guestPort}`;
  }
  const { model, adapter, mac } = record as Record<string, unknown>;
  return [model ?? adapter, mac].filter((part) => part !== undefined).join(' ');
}

function plainText(spec: FormField | undefined, value: unknown): string {
  if (typeof value === 'boolean') return value ? t('on') : t('off');
  if (spec?.type === 'select') {
    const option = spec.options.find((one) => one.value === value);
    if (option !== undefined) return t(option.label);
  }
  if (spec?.type === 'number' && spec.unit !== undefined) return `${value} ${t(spec.unit)}`;
  const text = String(value);
  return text.trim() === '' ? t('none') : text;
}

/** The value of a field of a node that runs: a line for each entry of a list. */
export function runningText(node: DeviceNode, field: string): string {
  const value = (node as Record<string, unknown>)[field];
  const spec = fieldsOfKind(node.kind).find((one) => one.field === field);
  if (!Array.isArray(value)) {
    return typeof value === 'object' && value !== null
      ? JSON.stringify(value)
      : plainText(spec, value);
  }
  if (value.length === 0) return t('none');
  return value
    .map((entry) => (typeof entry === 'object' ? recordText(entry) : String(entry)))
    .join('\n');
}
