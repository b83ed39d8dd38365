import { describe, expect, it } from 'vitest';
import { vboxFailure } from '../../../../../electron/machines/vbox/vbox-causes';
import {
  colonMac,
  genericCardOf,
  parseInfo,
  parseList,
} from '../../../../../electron/machines/vbox/vbox-parse';

const UUID = '0a1b2c3d-0000-4000-8000-123456789abc';

describe('what VBoxManage prints', () => {
  it('lists machines whose names have quotes and line breaks', () => {
    const text = `"a "b" {x}" {${UUID}}\n"two\nlines" {${UUID}}\n`;
    expect(parseList(text)).toEqual([
      { name: 'a "b" {x}', uuid: UUID },
      { name: 'two\nlines', uuid: UUID },
    ]);
  });

  it('describes a machine, and no other text', () => {
    const text = [
      'name="lab \\"box\\""',
      'description="first',
      'VMState=poweroff"',
      `UUID="${UUID}"`,
      'ostype="Other/Unknown (64-bit)"',
      'nic1="Generic"',
      'nictype1="82540EM"',
      'macaddress1="080027AABBCC"',
      'cableconnected1="off"',
      'nic2="none"',
      'uart1="0x03f8,4"',
      'uartmode1="server,/tmp/x"',
      'VMState="running"',
    ].join('\n');
    const info = parseInfo(text);
    expect(info).toMatchObject({ name: 'lab "box"', state: 'running', serialPort: '0x03f8,4' });
    expect(info?.adapters).toEqual([
      {
        adapter: 1,
        attachment: 'generic',
        model: '82540EM',
        mac: '080027AABBCC',
        connected: false,
      },
      { adapter: 2, attachment: 'none', model: '', mac: '', connected: null },
    ]);
    expect(parseInfo('WARNING: The vboxdrv kernel module is not loaded.')).toBeNull();
  });

  it('tells the properties of a generic card', () => {
    const line =
      "NIC 2: MAC: 080027AABBCC, Attachment: Generic 'VDE' { network='/tmp/a, b', port='2' }, Cable connected: on";
    expect(genericCardOf(line, 2)).toEqual({
      driver: 'VDE',
      properties: { network: '/tmp/a, b', port: '2' },
    });
    expect(genericCardOf(line, 1)).toBeNull();
  });

  it('gives addresses their colons', () => {
    expect(colonMac('080027AABBCC')).toBe('08:00:27:aa:bb:cc');
  });
});

describe('a failure of VBoxManage', () => {
  const failureFor = (stderr: string) =>
    vboxFailure({ code: 1, stdout: '', stderr, timedOut: false }, ['VBoxManage', 'x'], 'box');

  it.each([
    ["Could not find a registered machine named 'x'", 'not-found', /has no machine box/],
    ["The machine 'x' is already locked by a session", 'program-failed', /uses the machine box/],
    ['The machine is not mutable (state is Saved)', 'program-failed', /saved state/],
    ['VDEplug library: not found (VERR_PDM_HIF_OPEN_FAILED).', 'program-missing', /libvdeplug/],
    ['attach the network LUN (VERR_PDM_DRIVER_NOT_FOUND)', 'program-missing', /no VDE driver/],
    [
      'The virtual machine terminated unexpectedly during startup with exit code 1 (0x1)',
      'program-failed',
      /kernel module/,
    ],
    ['something else', 'program-failed', /refused what was asked/],
  ])('says what %s means', (stderr, code, message) => {
    const failure = failureFor(`0%...10%...100%\nVBoxManage: error: ${stderr}`);
    expect(failure).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(failure.next).not.toBe('');
    expect(failure.detail).toBe(`$ VBoxManage x\nVBoxManage: error: ${stderr}`);
  });
});
