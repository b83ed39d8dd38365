/** Who is let in to the browser shell: tokens and cookie headers of whoever asks. */
import { createGate } from '../../../electron/server/gate';
import { bytesOf, type FuzzTarget, fuelPerByte, promise, textOf } from '../target';

const gate = createGate('127.0.0.1:8080');
const [cookie = ''] = gate.cookie.split(';');
const token = gate.issue();

function run(input: Uint8Array): void {
  const text = textOf(input);
  promise(gate.spend(text) === 'unknown', 'a token is guessed');
  promise(!gate.admits(text), 'a cookie is guessed');
  const isLonger = text === '' || gate.spend(token + text) === 'unknown';
  promise(isLonger, 'a token with something behind it opens');
  promise(
    !gate.admits(cookie + text.replace(/^;/, '')) || /^\s*(;|$)/.test(text) || /^[;=]/.test(text),
    'a longer cookie is taken',
  );
  const isPlain = !text.includes(';') && !text.includes('vdelab-8080');
  if (isPlain) promise(gate.admits(`${text}; ${cookie}`), 'another cookie hides ours');
}

export const gateTarget: FuzzTarget = {
  name: 'gate',
  modules: ['electron/server/gate'],
  seeds: [bytesOf('vdelab-8080=x; a=b'), bytesOf(''), bytesOf(';;==; ')],
  maxBytes: 512,
  fuel: fuelPerByte(100, 10_000),
  limitMs: 50,
  run,
};
