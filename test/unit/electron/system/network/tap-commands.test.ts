import { expect, it } from 'vitest';
import {
  configureCommands,
  onceAsRoot,
  restoreCommands,
  type TapState,
} from '../../../../../electron/system/network/tap-commands';

const drawn = { interface: 'tap0', address: '10.0.0.254/24', up: true };
const down: TapState = { isUp: false, addresses: [], lasts: true };
const ready: TapState = { isUp: true, addresses: ['10.0.0.254/24'], lasts: true };

it('a tap gets its address and comes up, unless it is so already', () => {
  expect(configureCommands(drawn, down)).toEqual([
    ['addr', 'replace', '10.0.0.254/24', 'dev', 'tap0'],
    ['link', 'set', 'tap0', 'up'],
  ]);
  expect(configureCommands(drawn, ready)).toEqual([]);
});

it('one that shall not be brought up is left as it is', () => {
  expect(configureCommands({ ...drawn, address: '', up: false }, down)).toEqual([]);
});

it('one that stays is put back, and one that was ready or goes away is not touched', () => {
  expect(restoreCommands(drawn, down)).toEqual([
    ['addr', 'del', '10.0.0.254/24', 'dev', 'tap0'],
    ['link', 'set', 'tap0', 'down'],
  ]);
  expect(restoreCommands(drawn, ready)).toEqual([]);
  expect(restoreCommands(drawn, { ...down, lasts: false })).toEqual([]);
});

it('what root has to run once is one line', () => {
  expect(onceAsRoot(drawn, 'eve')).toBe(
    'sudo ip tuntap add mode tap name tap0 user eve && ' +
      'sudo ip addr replace 10.0.0.254/24 dev tap0 && sudo ip link set tap0 up',
  );
});
