/** The console of a switch, by its socket: whole sessions, cut anywhere. */
import { TestConsole } from '../../unit/management/managed-switch';
import { bytesOf, type FuzzTarget, fuelPerByte, promise, textOf } from '../target';

const RC = 'port/create 1\nvlan/create 5\nload /rc';
const PROMPT = '\nvde$ ';
/** What one command may answer: lists of ports, addresses and help, or what a file of commands prints. */
const MOST_PER_LINE = 64 * 1024;

/** Session and output for some text that comes in pieces of one length. */
function outputOf(text: string, size: number): { console: TestConsole; output: string } {
  const console = new TestConsole();
  console.files.set('/rc', RC);
  const { session, output } = console.open();
  for (let at = 0; at < text.length; at += size) session.receive(text.slice(at, at + size));
  session.flush();
  return { console, output: output.text };
}

function checkShown(console: TestConsole): void {
  const { membership, isHub } = console.managed.switch;
  const shown = console.ask('port/showinfo\n');
  promise(shown.includes(`Numports=${membership.portCount}\n`), 'showinfo has other ports');
  promise(shown.includes(`HUB=${isHub}\n`), 'showinfo is wrong about the hub');
  promise(console.ask('showinfo\n').includes('00:ff:00:00:00:01'), 'showinfo has no address');
}

function check(input: Uint8Array): void {
  const size = 1 + ((input[0] ?? 0) % 64);
  const text = textOf(input.subarray(1));
  const { console, output } = outputOf(text, size);
  const lines = text.split('\n').length;
  promise(output.length <= lines * MOST_PER_LINE, 'a reply is too long');
  promise(output === outputOf(text, text.length + 1).output, 'it matters how the bytes are cut');
  if (console.ended.length > 0) return;
  const isBlank = text.trim() === '';
  promise(isBlank || output.endsWith(PROMPT), 'there is no prompt at the end');
  checkShown(console);
}

const session = (text: string) => bytesOf(`0${text}`);

export const management: FuzzTarget = {
  name: 'management',
  modules: ['electron/management/', 'electron/engine/membership', 'electron/engine/vlan'],
  seeds: [
    session('showinfo\nport/showinfo\nhelp\nvlan/print\nport/print\n'),
    session('port/create 3\nvlan/create 7\nvlan/addport 7 3\nport/setvlan 3 7\nport/allprint\n'),
    session('fstp/setfstp 1\nfstp/print\nfstp/setedge 0 1 1\nfstp/bonus 0 1 100\n'),
    session('hash/setsize 64\nhash/find 02:00:00:00:00:01 7\nhash/print\nhash/setexpire 0x10\n'),
    session('debug/add fstp\ndebug/list\ndebug/del fstp\nload /rc\nport/setnumports 12\n'),
    session('port/setuser 1 alice\nport/setgroup 1 lab\nport/epclose 1 3\nport/sethub 1\n'),
  ],
  maxBytes: 1_024,
  fuel: fuelPerByte(10_000, 1_000_000),
  limitMs: 500,
  run: check,
};
