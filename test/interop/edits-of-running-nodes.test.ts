/**
 * Every field of a running node of each kind is edited, and the machine itself is asked what it runs with.
 * Where that is not what is drawn the service says so, and a restart makes both the same. A field that is
 * new in a schema has no edit here until one is written, and then this does not compile.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DeviceNode, emptyDocument } from '../../shared/document/topology';
import { nodeSchema } from '../../shared/kinds/registry';
import { isSameValue, runningFields } from '../../shared/rules/running-fields';
import { hubEdits, pcEdits, switchEdits } from '../harness/field-edits/built-in-edits';
import type { EditedKind, FieldEdit, Subject } from '../harness/field-edits/field-edit';
import { hostEdits, qemuEdits, umlEdits } from '../harness/field-edits/machine-edits';
import { natEdits, plugEdits, tapEdits } from '../harness/field-edits/outside-edits';
import { diskImage, qemuGuest } from '../harness/guests';
import { LabSession } from '../harness/lab-session';
import { describeWith } from '../harness/parts';
import { type RunningProgram, startProgram } from '../harness/programs';
import { umlGuest } from '../harness/uml-guest';
import { eventually } from '../harness/vde-client';

const ID = 's';
type Edits = Record<string, FieldEdit<unknown> | null>;

let folder: string;
let lab: LabSession;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vde-'));
});

afterEach(async () => {
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The fields of a kind, as its schema has them. */
function schemaFields(kind: DeviceNode['kind']): string[] {
  const schema = nodeSchema.options.find((one) => one.shape.kind.value === kind)!;
  return Object.keys(schema.shape);
}

class Stage {
  readonly #edits: Edits;
  readonly #subject: Subject;
  readonly #kind: EditedKind;

  private constructor(kind: EditedKind) {
    this.#kind = kind;
    this.#edits = kind.edits as Edits;
    this.#subject = {
      lab,
      say: (line, channel) => {
        lab.discard(ID, channel);
        return lab.run(ID, line, kind.prompt ?? '', channel);
      },
    };
  }

  /** Starts a lab with the one node in it. */
  static async open<N extends DeviceNode>(kind: EditedKind<N>): Promise<Stage> {
    const document = emptyDocument('c7a3b6de-4a25-4a70-8f0e-1d2f3a4b5c6d', 'edits');
    document.nodes[ID] = kind.node;
    lab = await LabSession.open(document);
    const stage = new Stage(kind as unknown as EditedKind);
    await stage.#begin(() => lab.call('lab.start', { nodes: 'all' }));
    return stage;
  }

  /** The fields that count for what runs; the table and the schema know the same ones. */
  get fields(): string[] {
    const { kind } = this.#kind.node;
    const known = Object.keys(this.#edits).sort();
    expect(known).toEqual(schemaFields(kind).sort());
    const table: Readonly<Record<string, boolean>> = runningFields[kind];
    for (const field of known) {
      // What the drawing calls a QEMU or UML machine is nothing that it could be asked.
      expect([field, this.#edits[field] !== null]).toEqual([field, table[field]]);
    }
    return known.filter((field) => table[field]);
  }

  /** Edits a field; then the machine runs with the new value, or is marked to run with the old one. */
  async edit(field: string): Promise<void> {
    const edit = this.#edits[field]!;
    const before = await this.#drawn(field);
    await this.#untilShown(field, before);
    await this.set(field, edit.to);
    await eventually(`${field} is taken, or marked`, async () => {
      const { drift } = await this.#status();
      if (drift?.fields.includes(field) !== true) return this.#shows(field, edit.to);
      const told = (drift.runs as unknown as Record<string, unknown>)[field];
      return isSameValue(told, before) && this.#shows(field, before);
    });
  }

  /** Takes an edit back: nothing differs any more. */
  async undo(field: string, value: unknown): Promise<void> {
    await this.set(field, value);
    await eventually(`${field} is not marked`, async () => !(await this.#isMarked(field)));
    await this.#untilShown(field, value);
  }

  /** Restarts to apply: everything is as it is drawn. */
  async restart(fields: readonly string[]): Promise<void> {
    await this.#begin(() => lab.call('lab.restart', { nodes: [ID] }));
    expect((await this.#status()).drift).toBeNull();
    for (const field of fields) {
      await this.#untilShown(field, await this.#drawn(field));
    }
  }

  async set(field: string, value: unknown): Promise<void> {
    await lab.change((document) => ({
      ...document,
      nodes: { [ID]: { ...document.nodes[ID], [field]: value } as DeviceNode },
    }));
  }

  /** All of it: each field edited and taken back, then edited for good, and a restart. */
  async tryAll(order = this.fields): Promise<void> {
    for (const field of order) {
      const before = await this.#drawn(field);
      await this.edit(field);
      await this.undo(field, before);
      await this.edit(field);
    }
    expect((await this.#status()).state).toBe('running');
    await this.restart(order);
  }

  async #begin(act: () => Promise<{ failures: unknown[] }>): Promise<void> {
    expect(await act()).toEqual({ failures: [] });
    const { channels } = await this.#status();
    for (const channel of channels) await lab.attach(ID, channel);
    if (this.#kind.ready !== undefined) await this.#kind.ready(this.#subject);
  }

  async #status() {
    return (await lab.status()).nodes[ID]!;
  }

  async #drawn(field: string): Promise<unknown> {
    const { document } = await lab.call('workspace.get', {});
    return (document.nodes[ID] as unknown as Record<string, unknown>)[field];
  }

  async #isMarked(field: string): Promise<boolean> {
    return (await this.#status()).drift?.fields.includes(field) === true;
  }

  async #untilShown(field: string, value: unknown): Promise<void> {
    let told = '';
    const { ask } = this.#edits[field]!;
    const isShown = async () => {
      told = await ask(this.#subject);
      return told.includes(this.#said(field, value));
    };
    await eventually(`${field} is ${this.#said(field, value)}`, isShown).catch((error: Error) => {
      throw new Error(`${error.message}; it says ${JSON.stringify(told)}`);
    });
  }

  #said(field: string, value: unknown): string {
    const { says } = this.#edits[field]!;
    return (says as (value: unknown) => string)(value);
  }

  async #shows(field: string, value: unknown): Promise<boolean> {
    return (await this.#edits[field]!.ask(this.#subject)).includes(this.#said(field, value));
  }
}

const copyTo = (path: string, name: string): string => {
  const copy = join(folder, name);
  copyFileSync(path, copy);
  return copy;
};

/** Sid's kernel has its C library beside it: it can be linked to, and not copied. */
const linkTo = (path: string, name: string): string => {
  const link = join(folder, name);
  symlinkSync(path, link);
  return link;
};

it('a switch takes its edits as it runs, but for startup commands', async () => {
  const stage = await Stage.open(switchEdits(folder));
  await stage.tryAll();
});

it('a hub takes its edits as it runs, but for startup commands', async () => {
  const stage = await Stage.open(hubEdits(folder));
  await stage.tryAll();
});

it('a built-in PC takes its name, and is marked for the rest', async () => {
  const stage = await Stage.open(pcEdits());
  await stage.tryAll();
});

describeWith(['vdens', 'ip', 'root'], 'a namespace host', () => {
  it('takes name, resolv.conf and limits, and is marked for the rest', async () => {
    const stage = await Stage.open(hostEdits());
    await stage.tryAll();
  });
});

describeWith(['ip', 'root'], 'a tap', () => {
  const [one, two, bridge] = ['a', 'b', 'r'].map((end) => `vdx${process.pid % 100_000}${end}`);
  const ip = (...args: string[]) => execFileSync('ip', args);

  it('takes its address, state and bridge, and is marked for its interface', async () => {
    ip('link', 'add', bridge!, 'type', 'bridge');
    try {
      const stage = await Stage.open(tapEdits([one!, two!], bridge!));
      await stage.tryAll(['address', 'up']);
      // One in a bridge is up whatever is drawn.
      await stage.set('up', true);
      await stage.tryAll(['bridge', 'interface']);
      await lab.call('lab.stop', { nodes: 'all' });
    } finally {
      ip('link', 'del', bridge!);
    }
  });
});

describeWith(['vde_plug'], 'internet access', () => {
  it('is marked for every field', async () => {
    const stage = await Stage.open(natEdits(20_000 + (process.pid % 20_000)));
    await stage.tryAll();
  });
});

describeWith(['vde_plug', 'vde_switch'], 'an VDE plug', () => {
  const programs: RunningProgram[] = [];
  afterEach(async () => {
    for (const program of programs.splice(0)) await program.stop();
  });

  it('is marked for its locator', async () => {
    const [one, two] = ['x', 'y'].map((name) => {
      programs.push(startProgram('vde_switch', ['-s', join(folder, name), '-nostdin']));
      return `vde://${join(folder, name)}`;
    });
    const stage = await Stage.open(plugEdits([one!, two!]));
    await stage.tryAll();
  });
});

describeWith(
  ['qemu-system-x86_64', 'qemu-img', 'busybox', 'cpio', 'ovmf'],
  'a QEMU machine',
  () => {
    it('takes its CD and limit, and is marked for the rest', async () => {
      const guest = await qemuGuest();
      const cds = ['one.iso', 'two.iso'].map((name) => join(folder, name));
      for (const cd of cds) writeFileSync(cd, Buffer.alloc(1 << 20));
      const stage = await Stage.open(
        qemuEdits(guest, {
          kernels: [copyTo(guest.kernel, 'k1'), copyTo(guest.kernel, 'k2')],
          initrds: [copyTo(guest.initrd, 'i1'), copyTo(guest.initrd, 'i2')],
          cds: [cds[0]!, cds[1]!],
          disk: await diskImage(join(folder, 'disk.img'), 'raw'),
        }),
      );
      // There is no UEFI for 32 bits, so both cannot be drawn at once.
      const others = stage.fields.filter((field) => field !== 'architecture');
      await stage.tryAll(others);
      await stage.set('firmware', 'bios');
      await stage.edit('architecture');
      await stage.restart(['architecture']);
    }, 180_000);
  },
);

describeWith(['linux.uml', 'busybox', 'cpio'], 'a User-Mode Linux machine', () => {
  it('takes its limit, and is marked for the rest', async () => {
    const guest = await umlGuest();
    const images = [join(folder, 'one.img'), join(folder, 'two.img')] as const;
    for (const image of images) writeFileSync(image, Buffer.alloc(1 << 20));
    const version = execFileSync(guest.kernel, ['--version'], { encoding: 'utf8' }).trim();
    const modules = ['m1', 'm2'].map((name) => {
      mkdirSync(join(folder, name, version), { recursive: true });
      return join(folder, name);
    });
    const stage = await Stage.open(
      umlEdits(guest, {
        kernels: [linkTo(guest.kernel, 'linux-1'), linkTo(guest.kernel, 'linux-2')],
        initrds: [copyTo(guest.initrd, 'i1'), copyTo(guest.initrd, 'i2')],
        images,
        modules: [modules[0]!, modules[1]!],
      }),
    );
    await stage.tryAll();
  }, 180_000);
});
