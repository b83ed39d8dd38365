/** What the end of a QMP socket says, which is QEMU as long as the guest has not taken it over. */

import { mediumOf } from '../../../electron/machines/qemu/qemu-medium';
import { snapshotsIn } from '../../../electron/machines/qemu/qemu-snapshots';
import { MAX_LINE_CHARACTERS, QmpMessages } from '../../../electron/machines/qemu/qmp-messages';
import { mutatedJsonLines } from '../mutate-json';
import { bytesOf, type FuzzTarget, fuelPerByte, promise, textOf } from '../target';

interface Said {
  readonly messages: unknown[];
  readonly isQemu: boolean;
}

function said(text: string, size: number): Said {
  const messages: unknown[] = [];
  const reader = new QmpMessages({
    greeted: () => messages.push('greeted'),
    event: (event) => messages.push(event),
    reply: (reply) => messages.push(reply),
  });
  let isQemu = true;
  for (let at = 0; at < text.length; at += size) {
    const goesOn = reader.read(text.slice(at, at + size));
    promise(isQemu || !goesOn, 'it takes somebody for QEMU again');
    isQemu = goesOn;
  }
  return { messages, isQemu };
}

/** A reply with a wrong shape is a failure of that command, told by the schema. */
async function orSchemaError(read: () => unknown): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ZodError') throw error;
  }
}

/** One line without end, in small pieces, costs what its length costs. */
function sayWithoutEnd(piece: string): void {
  const reader = new QmpMessages({ greeted: () => {}, event: () => {}, reply: () => {} });
  const pieces = Math.ceil((MAX_LINE_CHARACTERS + 1) / piece.length);
  let taken = 0;
  while (taken <= pieces && reader.read(piece)) taken++;
  promise(taken <= pieces, 'a line without end is taken');
}

async function run(input: Uint8Array): Promise<void> {
  const [size = 0, ...rest] = input;
  const text = textOf(Uint8Array.from(rest));
  const whole = said(text, text.length + 1);
  const cut = said(text, 1 + size);
  promise(whole.isQemu === cut.isQemu, 'it matters how the text is cut');
  promise(JSON.stringify(whole.messages) === JSON.stringify(cut.messages), 'messages differ');
  if (size === 255 && !text.includes('\n') && text.length > 200) sayWithoutEnd(text);
  for (const message of whole.messages) {
    const { value } = message as { value?: unknown };
    if (value === undefined) continue;
    await orSchemaError(() => snapshotsIn(value));
    const qmp = { execute: async () => value, onEvent: () => () => {} };
    await orSchemaError(() => mediumOf(qmp));
  }
}

const snapshot = {
  name: 'one',
  'vm-state-size': 5,
  'date-sec': 1_700_000_000,
  'date-nsec': 500_000_000,
};
const block = {
  device: 'ide0-cd0',
  qdev: '/machine/x',
  removable: true,
  inserted: {
    file: '/tmp/a.iso',
    'node-name': 'd0',
    ro: false,
    drv: 'qcow2',
    image: { snapshots: [snapshot] },
  },
};
const lines = [
  { QMP: { version: { qemu: { major: 7 } }, capabilities: [] } },
  { event: 'STOP', data: {}, timestamp: { seconds: 1, microseconds: 2 } },
  { id: 1, return: [block, { ...block, removable: false }] },
  { id: 2, error: { class: 'GenericError', desc: 'no' } },
];

export const qmp: FuzzTarget = {
  name: 'qmp',
  modules: [
    'electron/machines/qemu/qmp-messages',
    'electron/machines/qemu/qemu-snapshots',
    'electron/machines/qemu/qemu-medium',
  ],
  seeds: [
    bytesOf(`\x07${lines.map((line) => JSON.stringify(line)).join('\r\n')}\r\n`),
    bytesOf(`\x01${JSON.stringify(lines[2])}\n`),
    Uint8Array.of(255, ...bytesOf('['.repeat(300))),
  ],
  maxBytes: 8_192,
  fuel: fuelPerByte(500, 500_000),
  limitMs: 250,
  mutate: (input, random) => {
    const body = mutatedJsonLines(input.subarray(1), random);
    return Uint8Array.of(input[0] ?? 0, ...body);
  },
  run,
};
