/** The console of a switch, by its socket: whole sessions, cut anywhere. */
import { ANSWER_PIECE, MAX_LINE } from '../../../electron/engine/core/limits';
import { TestConsole } from '../../unit/electron/management/managed-switch';
import { bytesOf, type FuzzTarget, fuelPerByte, promise, textOf } from '../target';

const PROMPT = '\nvde$ ';
/** What is sent in one go: a piece of an answer with a line that goes beyond it, or a command shown. */
const MOST_AT_ONCE = ANSWER_PIECE + MAX_LINE + 1_024;
/** Parts of the work after which the client is gone; a file may load itself for much longer. */
const MOST_PARTS = 3_000;

interface Outcome {
  readonly console: TestConsole;
  readonly output: string;
  /** Whether everything was answered before the client went. */
  readonly isWhole: boolean;
}

/**
 * A session for some text that comes in pieces of one length.
 *
 * @param parts of the work after which it has to stop and ask again
 */
function outcomeOf(text: string, size: number, parts: number): Outcome {
  const console = new TestConsole();
  // A file that may load itself, as often as it likes.
  console.files.set('/rc', text);
  let left = MOST_PARTS;
  console.mayGoOn = () => left-- % parts !== 0 && left > 0;
  const { session, output } = console.open();
  let length = 0;
  const finish = () => {
    while (session.hasWork && left > 0) {
      session.work();
      promise(output.text.length - length <= parts * MOST_AT_ONCE, 'too much is sent at once');
      length = output.text.length;
    }
  };
  for (let at = 0; at < text.length; at += size) {
    session.receive(text.slice(at, at + size));
    finish();
  }
  session.flush();
  finish();
  const isWhole = !session.hasWork;
  session.abort();
  promise(!session.hasWork, 'there is work after its client has gone');
  console.mayGoOn = () => true;
  return { console, output: output.text, isWhole };
}

function checkShown(console: TestConsole): void {
  const { membership, isHub } = console.managed.switch;
  const shown = console.ask('port/showinfo\n');
  promise(shown.includes(`Numports=${membership.portCount}\n`), 'showinfo has other ports');
  promise(shown.includes(`HUB=${isHub}\n`), 'showinfo is wrong about the hub');
  promise(console.ask('showinfo\n').includes('00:ff:00:00:00:01'), 'showinfo has no address');
}

function check(input: Uint8Array): void {
  const [size = 0, parts = 0, ...rest] = input;
  const text = textOf(Uint8Array.from(rest));
  const { console, output, isWhole } = outcomeOf(text, 1 + (size % 64), 2 + (parts % 50));
  const other = outcomeOf(text, text.length + 1, MOST_PARTS + 1);
  const both = Math.min(output.length, other.output.length);
  const isSame =
    isWhole && other.isWhole
      ? output === other.output
      : output.slice(0, both) === other.output.slice(0, both);
  promise(isSame, 'it matters how the bytes are cut, or when there is time');
  if (console.ended.length > 0 || !isWhole) return;
  promise(text.trim() === '' || output.endsWith(PROMPT), 'there is no prompt at the end');
  checkShown(console);
}

const session = (text: string) => bytesOf(`0\x07${text}`);

export const management: FuzzTarget = {
  name: 'management',
  modules: [
    'electron/management/',
    'electron/engine/switch/membership',
    'electron/engine/switch/vlan',
  ],
  seeds: [
    session('showinfo\nport/showinfo\nhelp\nvlan/print\nport/print\n'),
    session('port/create 3\nvlan/create 7\nvlan/addport 7 3\nport/setvlan 3 7\nport/allprint\n'),
    session('fstp/setfstp 1\nfstp/print\nfstp/setedge 0 1 1\nfstp/bonus 0 1 100\n'),
    session('hash/setsize 64\nhash/find 02:00:00:00:00:01 7\nhash/print\nhash/setexpire 0x10\n'),
    session('debug/add fstp\ndebug/list\ndebug/del fstp\nload /rc\nport/setnumports 12\n'),
    session('port/setuser 1 alice\nport/setgroup 1 lab\nport/epclose 1 3\nport/sethub 1\n'),
  ],
  maxBytes: 1_024,
  // Each change of the number of ports looks through the places of all VLANs.
  fuel: fuelPerByte(3_000, 30_000_000),
  limitMs: 500,
  run: check,
};
