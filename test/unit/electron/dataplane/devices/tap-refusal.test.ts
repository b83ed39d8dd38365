import { constants } from 'node:os';
import { expect, it } from 'vitest';
import {
  nameFailure,
  type TapRefusal,
  tapFailure,
} from '../../../../../electron/dataplane/devices/tap-refusal';

const { EACCES, EBUSY, EINVAL, EMFILE, ENOENT, EPERM, EIO } = constants.errno;
const refusal: TapRefusal = {
  ...{ name: 'tap0', record: 't', atDevice: false, errno: EIO, known: null },
};
const other = { owner: 64_001 };

it.each<[string, Partial<TapRefusal>, RegExp, RegExp]>([
  ['no device', { atDevice: true, errno: ENOENT }, /no \/dev\/net\/tun/, /modprobe tun/],
  [
    'a device for others',
    { atDevice: true, errno: EACCES },
    /not open \/dev\/net\/tun/,
    /chmod 666 \/dev\/net\/tun/,
  ],
  [
    'no open file left',
    { atDevice: true, errno: EMFILE },
    /no more taps or open files/,
    /ulimit -n/,
  ],
  [
    'no right to make it',
    { errno: EPERM },
    /may not make the tap interface tap0/,
    /sudo ip tuntap add mode tap name tap0 user/,
  ],
  [
    'one of another user',
    { errno: EPERM, known: other },
    /made for the user with the number 64001/,
    /ip tuntap del .*&& sudo ip tuntap add/,
  ],
  [
    'one of root',
    { errno: EPERM, known: { owner: null } },
    /made for root/,
    /have it made for you/,
  ],
  [
    'one in use',
    { errno: EBUSY, known: other },
    /in use by another program/,
    /ip -details link show tap0/,
  ],
  [
    'another kind of interface',
    { errno: EINVAL, known: { owner: null } },
    /not a tap/,
    /another interface name/,
  ],
  ['a name that is none', { errno: EINVAL, name: '..' }, /“\.\.” is no name/, /like tap0/],
  ['anything else', {}, /could not be opened/, /dmesg/],
])('%s is told by its cause, with its next step', (_what, change, message, next) => {
  const { failure } = tapFailure({ ...refusal, ...change });
  expect(failure.message).toMatch(message);
  expect(failure.next).toMatch(next);
  expect(failure.record).toBe('t');
});

it('a name that is too long is not cut', () => {
  expect(nameFailure('x'.repeat(15), 't')).toBeNull();
  expect(nameFailure('x'.repeat(16), 't')?.failure.message).toContain(
    'is 16 bytes long; Linux takes at most 15.',
  );
  expect(nameFailure('я'.repeat(8), 't')?.failure.message).toContain('16 bytes');
});
