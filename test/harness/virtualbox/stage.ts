/**
 * A VirtualBox of a test's own: its configuration, its machines and its service are nobody else's, and gone
 * when it is closed. Machines need the interpreter, because there is no kernel module.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { headlessProcess } from '../../../electron/machines/vbox/vbox-headless';
import { VboxManage } from '../../../electron/machines/vbox/vbox-manage';
import { parseFields } from '../../../electron/machines/vbox/vbox-parse';
import { allProcesses, killProcess } from '../../../electron/system/processes/process-group';
import { virtualBox } from './installation';
import { serialFloppy } from './serial-floppy';

/** What the machines of {@link VirtualBoxStage.machine} print on their serial port. */
export const GREETING = 'Vdelab boots';
/** The attachment of a card that is on, behind what it would have as others. */
const REREAD_NAT =
  /(<Adapter [^>]*enabled="true"[^>]*>(?:\s*<DisabledModes>[\s\S]*?<\/DisabledModes>)?\s*)<NAT localhost-reachable="true"\/>/g;
const interpreter = ['--vm-execution-engine', 'recompiler'];

export class VirtualBoxStage {
  readonly vbox = new VboxManage();
  readonly #folder = mkdtempSync('/tmp/vdvb-');
  readonly #socket = `vdt${process.pid}`;

  /** Opens it for this process and those that it starts. It takes a minute if it was never made. */
  static async open(): Promise<VirtualBoxStage> {
    const program = await virtualBox();
    const stage = new VirtualBoxStage();
    process.env.VDELAB_VBOXMANAGE = program;
    process.env.VBOX_USER_HOME = join(stage.#folder, 'home');
    process.env.VBOX_IPC_SOCKETID = stage.#socket;
    mkdirSync(process.env.VBOX_USER_HOME);
    return stage;
  }

  run(...args: string[]): Promise<string> {
    return this.vbox.run(args, 'the test machine');
  }

  /** Registers a machine that boots a floppy with {@link GREETING}; see {@link spoilFloppy}. */
  async machine(name: string, settings: readonly string[] = []): Promise<string> {
    const made = await this.run(
      ...['createvm', '--name', name, '--ostype', 'Other_64', '--register'],
      ...['--basefolder', join(this.#folder, 'machines')],
    );
    const uuid = /^UUID: (\S+)$/m.exec(made)?.[1];
    if (uuid === undefined) throw new Error(`createvm said ${made}`);
    const floppy = this.#floppyOf(uuid);
    writeFileSync(floppy, serialFloppy(`${GREETING}\r\n`));
    await this.run('modifyvm', uuid, ...interpreter, '--memory', '32', '--nictype1', '82540EM');
    await this.run('modifyvm', uuid, '--boot1', 'floppy', '--boot2', 'net', '--boot3', 'none');
    await this.run('storagectl', uuid, '--name', 'floppy', '--add', 'floppy');
    await this.run(
      ...['storageattach', uuid, '--storagectl', 'floppy', '--port', '0', '--device', '0'],
      ...['--type', 'fdd', '--medium', floppy],
    );
    if (settings.length > 0) await this.run('modifyvm', uuid, ...settings);
    return uuid;
  }

  /** Takes the boot sector away: at its next boot the machine goes on to the network. */
  spoilFloppy(machine: string): void {
    writeFileSync(this.#floppyOf(machine), Buffer.alloc(512), { flag: 'r+' });
  }

  #floppyOf(machine: string): string {
    return join(this.#folder, `${machine}.img`);
  }

  /** One field of `showvminfo`. */
  async field(machine: string, name: string): Promise<string | undefined> {
    return parseFields(await this.run('showvminfo', machine, '--machinereadable')).get(name);
  }

  /**
   * Everything that VirtualBox keeps of a machine but the time of its last change. For a card or serial
   * port that was never on it writes down its own defaults once it has been on; they are left out too. A
   * card in NAT is written down with an attribute more when the service, which ends five seconds after
   * its last client, was started anew since the machine was made.
   */
  async settings(machine: string): Promise<string> {
    const file = await this.field(machine, 'CfgFile');
    const text = readFileSync(file ?? '', 'utf8');
    return text
      .replace(/ (lastStateChange|aborted)="[^"]*"/g, '')
      .replace(REREAD_NAT, '$1<NAT/>')
      .replace(
        /\s*<(InternalNetwork name="intnet"|NATNetwork name="NatNetwork"|NAT localhost-reachable="true")\/>/g,
        '',
      )
      .replace(/\s*<DisabledModes>\s*<\/DisabledModes>/g, '')
      .replace(/(<Adapter [^>]*[^/])>\s*<\/Adapter>/g, '$1/>')
      .replace(/\s*<Port [^>]*enabled="false"[^>]*hostMode="Disconnected"\/>/g, '')
      .replace(/\s*<UART>\s*<\/UART>/g, '');
  }

  /** Ends what runs, with the service, and removes everything. */
  async close(): Promise<void> {
    for (const { uuid } of await this.vbox.machines()) {
      const process = headlessProcess(uuid);
      if (process !== null) await killProcess(process.pid);
    }
    // The service would end by itself 5 s after its last client.
    for (const pid of this.#processes()) await killProcess(pid);
    rmSync(`/tmp/.vbox-${this.#socket}-ipc`, { recursive: true, force: true });
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #processes(): number[] {
    const mark = `VBOX_IPC_SOCKETID=${this.#socket}`;
    return allProcesses().filter((pid) => {
      try {
        if (pid === process.pid) return false;
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        if (!/VBoxSVC|VBoxXPCOMIPCD/.test(words[0] ?? '')) return false;
        return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark);
      } catch {
        // It ended a moment ago.
        return false;
      }
    });
  }
}
