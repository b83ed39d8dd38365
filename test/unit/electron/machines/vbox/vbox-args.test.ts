import { describe, expect, it } from 'vitest';
import {
  lendArgs,
  linkArgs,
  networkForms,
  returnCardsArgs,
  returnSerialArgs,
  uncoverArgs,
} from '../../../../../electron/machines/vbox/vbox-args';
import type { CardBefore } from '../../../../../electron/machines/vbox/vbox-settings';

const nat: CardBefore = {
  adapter: 1,
  attachment: 'nat',
  mac: '080027AABBCC',
  connected: false,
  generic: 'UDPTunnel',
  properties: { dest: '10.0.0.1' },
};
const off: CardBefore = {
  adapter: 3,
  attachment: 'none',
  mac: '0800271234AB',
  connected: true,
  generic: '',
  properties: {},
};

describe('the command lines of VBoxManage', () => {
  it('turn on what is hidden, so that it can be written down', () => {
    expect(uncoverArgs('u', [nat, off], { port: 'off', mode: null }).join(' ')).toBe(
      'modifyvm u --nic1 generic --nic3 generic --uart1 0x3F8 4',
    );
  });

  it('set cards to VDE, without properties that the driver refuses', () => {
    const cards = [
      { adapter: 1, mac: '02:00:00:00:00:01', network: '/run/a' },
      { adapter: 3, mac: '02:00:00:00:00:0c', network: 'vde:///run/b' },
    ];
    expect(lendArgs('u', cards, [nat, off], '/run/serial')).toEqual([
      ...['modifyvm', 'u', '--nic1', 'generic', '--nicgenericdrv1', 'VDE'],
      ...['--nicproperty1', 'dest=', '--nicproperty1', 'network=/run/a', '--cableconnected1', 'on'],
      ...['--nic3', 'generic', '--nicgenericdrv3', 'VDE'],
      ...['--nicproperty3', 'network=vde:///run/b', '--cableconnected3', 'on'],
      ...['--macaddress3', '02000000000C', '--uartmode1', 'server', '/run/serial'],
    ]);
  });

  it('put cards back, the properties of other drivers too', () => {
    expect(returnCardsArgs('u', [nat])).toEqual([
      ...['modifyvm', 'u', '--nicgenericdrv1', 'UDPTunnel', '--nicproperty1', 'network='],
      ...['--nicproperty1', 'dest=10.0.0.1', '--cableconnected1', 'off', '--nic1', 'nat'],
    ]);
    expect(returnCardsArgs('u', [off]).slice(-6)).toEqual([
      ...['--macaddress3', '0800271234AB', '--nic3', 'null', '--nic3', 'none'],
    ]);
  });

  it.each([
    ['server,/tmp/a b', ['--uartmode1', 'server', '/tmp/a b']],
    ['disconnected', ['--uartmode1', 'disconnected']],
    ['/dev/ttyS0', ['--uartmode1', '/dev/ttyS0']],
    ['file,', ['--uartmode1', 'disconnected']],
  ])('put a serial port back that was %s', (mode, words) => {
    expect(returnSerialArgs('u', { port: '0x03f8,4', mode })).toEqual(['modifyvm', 'u', ...words]);
  });

  it('switch off a serial port that was off', () => {
    const args = returnSerialArgs('u', { port: 'off', mode: 'disconnected' });
    expect(args.slice(-2)).toEqual(['--uart1', 'off']);
  });

  it('name networks by path and by locator, and links by adapter', () => {
    expect(networkForms.map((form) => form('/tmp/sw'))).toEqual(['/tmp/sw', 'vde:///tmp/sw']);
    expect(linkArgs('u', 2, false)).toEqual(['controlvm', 'u', 'setlinkstate2', 'off']);
  });
});
