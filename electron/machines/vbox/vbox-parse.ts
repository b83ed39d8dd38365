/** Reads what VBoxManage prints. Pure; nothing in it is believed beyond its form. */

interface VboxAdapter {
  /** 1 to 8. */
  readonly adapter: number;
  /** As `--nicN` takes it; `none` for a card that is switched off, of which nothing else is told. */
  readonly attachment: string;
  readonly model: string;
  /** Twelve hexadecimal digits, or nothing. */
  readonly mac: string;
  readonly connected: boolean | null;
}

export interface VboxInfo {
  readonly uuid: string;
  readonly name: string;
  readonly system: string;
  /** `poweroff`, `running`, `paused`, `saved`, `aborted`, ... */
  readonly state: string;
  readonly adapters: readonly VboxAdapter[];
  readonly serialPort: string;
  readonly serialMode: string;
  readonly logFolder: string;
}

export interface GenericCard {
  readonly driver: string;
  readonly properties: Readonly<Record<string, string>>;
}

export interface ListedMachine {
  readonly uuid: string;
  readonly name: string;
}

/** The machines of `list vms`. Names are printed as they are: with quotes, and with line breaks. */
export function parseList(text: string): ListedMachine[] {
  const found = text.matchAll(/^"([\s\S]*?)" \{([0-9a-f-]{36})\}$/gm);
  return [...found].map(([, name = '', uuid = '']) => ({ name, uuid }));
}

/** `key="value"` with escaped quotes and values over several lines, or `key=value` to the line's end. */
const FIELD = /^("(?:[^"\\\n]|\\.)*"|[\w()/.-]+)=(?:"((?:[^"\\]|\\[\s\S])*)"$|(.*)$)/gm;

/** The fields of `showvminfo --machinereadable`. Of two with the same name the first one counts. */
export function parseFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [, key = '', quoted, plain = ''] of text.matchAll(FIELD)) {
    // Paths are printed with quotes around them and nothing escaped within.
    const value = quoted?.replace(/\\(["\\])/g, '$1') ?? plain.replace(/^"(.*)"$/, '$1');
    if (!fields.has(key)) fields.set(key, value);
  }
  return fields;
}

/** What VirtualBox calls attachments, where `--nicN` wants another word. */
const attachmentText: Readonly<Record<string, string>> = {
  Generic: 'generic',
  cloudnetwork: 'cloud',
  hostonlynetwork: 'hostonlynet',
};

function adapterOf(fields: ReadonlyMap<string, string>, adapter: number): VboxAdapter[] {
  const attachment = fields.get(`nic${adapter}`);
  if (attachment === undefined) return [];
  const connected = fields.get(`cableconnected${adapter}`);
  return [
    {
      adapter,
      attachment: attachmentText[attachment] ?? attachment,
      model: fields.get(`nictype${adapter}`) ?? '',
      mac: fields.get(`macaddress${adapter}`) ?? '',
      connected: connected === undefined ? null : connected === 'on',
    },
  ];
}

/** What `showvminfo --machinereadable` tells of a machine; null if that is not what the text is. */
export function parseInfo(text: string): VboxInfo | null {
  const fields = parseFields(text);
  const uuid = fields.get('UUID');
  const state = fields.get('VMState');
  if (uuid === undefined || state === undefined) return null;
  return {
    uuid,
    state,
    name: fields.get('name') ?? '',
    system: fields.get('ostype') ?? '',
    adapters: [1, 2, 3, 4, 5, 6, 7, 8].flatMap((adapter) => adapterOf(fields, adapter)),
    serialPort: fields.get('uart1') ?? 'off',
    serialMode: fields.get('uartmode1') ?? 'disconnected',
    logFolder: fields.get('LogFldr') ?? '',
  };
}

/**
 * The generic driver of a card with its properties, from `showvminfo` for people:
 * `NIC 1: ..., Attachment: Generic 'VDE' { network='/tmp/sw' }, Cable connected: ...`
 */
export function genericCardOf(description: string, adapter: number): GenericCard | null {
  const line = new RegExp(
    `^NIC ${adapter}: .*?Attachment: Generic '(.*?)' \\{ (.*?) ?\\}, Cable connected: `,
    'm',
  ).exec(description);
  if (line === null) return null;
  const [, driver = '', list = ''] = line;
  const pairs = list.matchAll(/([^\s=,]+)='(.*?)'(?=, [^\s=,]+='|$)/g);
  return {
    driver,
    properties: Object.fromEntries([...pairs].map(([, name = '', value = '']) => [name, value])),
  };
}

/** A bare address with its colons, in the form of the document. */
export function colonMac(bare: string): string {
  return (bare.match(/../g) ?? []).join(':').toLowerCase();
}
