/** What programs print that were not written here: VBoxManage, kernels, QEMU, /proc. */

import { qemuFailure } from '../../../electron/machines/qemu/qemu-causes';
import { refusal } from '../../../electron/machines/qemu/qemu-refusal';
import { umlFailure } from '../../../electron/machines/uml/uml-causes';
import { abilitiesOf, versionOfHelp } from '../../../electron/machines/uml/uml-kernel-help';
import { isSaved, vboxFailure } from '../../../electron/machines/vbox/vbox-causes';
import {
  colonMac,
  genericCardOf,
  parseFields,
  parseInfo,
  parseList,
} from '../../../electron/machines/vbox/vbox-parse';
import { cardsBefore, uncovered } from '../../../electron/machines/vbox/vbox-settings';
import { lastLines } from '../../../electron/system/processes/output-tail';
import { processMemory, processStat } from '../../../electron/system/processes/process-files';
import { failureSchema } from '../../../shared/failure/failure';
import { bytesOf, type FuzzTarget, fuelPerByte, promise, utf8Of } from '../target';

const node = { id: 'a', name: 'A' };

function readVbox(text: string): void {
  for (const { uuid, name } of parseList(text)) {
    promise(uuid.length === 36 && text.includes(name), 'a machine is listed that is not there');
  }
  const fields = parseFields(text);
  promise(fields.size <= text.length, 'there are more fields than text');
  const info = parseInfo(text);
  for (let adapter = 1; adapter <= 8; adapter++) genericCardOf(text, adapter);
  if (info === null) return;
  promise(info.adapters.length <= 8, 'there are too many cards');
  uncovered(cardsBefore(info, [1, 2, 8]), info, text);
  for (const { mac } of info.adapters) colonMac(mac);
}

function readKernel(text: string): void {
  abilitiesOf(text, '');
  abilitiesOf('', text);
  promise(text.includes(versionOfHelp(text)), 'a version that is not there');
}

/** Failures are shown as they are, so they must be whole. */
function readFailures(text: string): void {
  const exit = { code: 1, signal: null, lastOutput: text };
  const result = { code: 1, stdout: text, stderr: text, timedOut: false };
  const failures = [
    qemuFailure(node, exit),
    umlFailure(node, exit),
    vboxFailure(result, ['VBoxManage', 'list'], 'A'),
    refusal(node, 'A was not paused', new Error(text)).failure,
  ];
  for (const failure of failures) {
    failureSchema.parse(failure);
    promise(failure.message !== '' && failure.next !== '', 'a failure says nothing');
    isSaved(failure);
  }
}

function run(input: Uint8Array): void {
  const text = utf8Of(input);
  readVbox(text);
  readKernel(text);
  readFailures(text);
  lastLines(text, 5);
  processStat(text);
  processMemory(text);
}

const seeds = [
  '"A \\"quoted\\" one" {12345678-1234-1234-1234-123456789abc}\n"two\nlines" {02345678-1234-1234-1234-123456789abc}\n',
  'name="A"\nUUID="12345678"\nVMState="poweroff"\nnic1="generic"\nnictype1="82540EM"\nmacaddress1="080027000001"\ncableconnected1="on"\nuart1="0x03f8,4"\nLogFldr="/x"\n',
  "NIC 1: MAC: 080027000001, Attachment: Generic 'VDE' { network='/tmp/sw', port='3' }, Cable connected: on\nNIC 2: disabled\n",
  'User Mode Linux v6.1.176\n    eth[0-9]+=<transport>\nubd<n><flags>=\nmconsole=\nssl[0-9]=\nCONFIG_UML=y\nCONFIG_HOSTFS=y\nCONFIG_UML_NET_VDE=y\n',
  "qemu-system-x86_64: -device x: 'x' is not a valid device model name\nqemu: could not open '/tmp/x': Permission denied\n",
  'Kernel panic - not syncing: VFS: Unable to mount root fs\nF_SETLK failed\nNo space left on device\n0%...10%...20%...\n',
  '7 (a) b) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28\nVmRSS:\t  100 kB\nRssAnon:\t 50 kB\n',
];

export const programOutput: FuzzTarget = {
  name: 'program-output',
  modules: [
    'electron/machines/vbox/vbox-parse',
    'electron/machines/vbox/vbox-settings',
    'electron/machines/vbox/vbox-causes',
    'electron/machines/uml/uml-kernel-help',
    'electron/machines/uml/uml-causes',
    'electron/machines/qemu/qemu-causes',
    'electron/machines/qemu/qemu-refusal',
    'electron/system/processes/process-files',
    'electron/system/processes/output-tail',
  ],
  seeds: seeds.map(bytesOf),
  maxBytes: 16_384,
  fuel: fuelPerByte(500, 50_000),
  limitMs: 150,
  run,
};
