/** What is typed, or pasted, into the console of a built-in PC, and the startup commands of a drawing. */
import { bytesOf, type FuzzTarget, fuelPerByte, promise, utf8Of } from '../target';
import { WatchedPc } from './pc-lab';

const STEPS_MS = [0, 100, 1_000, 5_000, 60_000];
/** What a key may print: a line that is drawn again, a list, the help. */
const MOST_PRINTED_PER_BYTE = 16 * 1024;
const MOST_SENT_PER_BYTE = 64;

function run(input: Uint8Array): void {
  const [kind = 0, ...rest] = input;
  const text = utf8Of(Uint8Array.from(rest));
  const lines = text.split('\n');
  const watched = new WatchedPc((kind & 1) === 1 ? lines.slice(0, 32) : []);
  const size = 1 + (kind >> 1);
  for (let at = 0; at < text.length; at += size) watched.pc.type(text.slice(at, at + size));
  watched.pc.resize(kind, 24);
  for (const ms of STEPS_MS) watched.wait(ms);
  watched.pc.type('\x03');
  const most = input.length + 16;
  promise(watched.printed <= most * MOST_PRINTED_PER_BYTE, () => `it prints ${watched.printed}`);
  promise(watched.sent <= most * MOST_SENT_PER_BYTE, () => `it sends ${watched.sent} frames`);
}

const typed = (text: string) => bytesOf(`\x7f${text}`);

export const pcConsole: FuzzTarget = {
  name: 'pc-console',
  modules: ['electron/engine/pc/', 'electron/engine/terminal/'],
  seeds: [
    typed('ip a add 10.0.0.1/24 dev eth0\rip r add default via 10.0.0.2\rip n\rhelp\r'),
    typed('ip a add 10.0.0.1/24 dev eth0 && ping -c 3 10.0.0.1\rping -i 0.2 10.0.0.9\r'),
    typed('traceroute 10.0.0.7\rsysctl net.ipv4.ip_forward=1\rarp -n\rhostname x\rhistory\r'),
    typed('nc -u 10.0.0.1 5000\rhello\r\x04nc -ul 9\r\x03ip link set eth0 down\r'),
    typed('\x1b[A\x1b[B\x1b[C\x1b[D\x1b[3~\x01\x05\x0b\x15\x17\t\tpi\t 1\r'),
  ],
  maxBytes: 1_024,
  fuel: fuelPerByte(50_000, 3_000_000),
  limitMs: 300,
  run,
};
