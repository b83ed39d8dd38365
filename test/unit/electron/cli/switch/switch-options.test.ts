import { describe, expect, it } from 'vitest';
import { readOptions, type SwitchOptions } from '../../../../../electron/cli/switch/switch-options';

const read = (...args: string[]) => readOptions(args, '9.9', (name) => name === 'lab');

function options(...args: string[]): SwitchOptions {
  const result = read(...args);
  if (result.type !== 'run') throw new Error(`not run: ${result.output}`);
  return result.options;
}

describe('the options of vdelab switch', () => {
  it('have the defaults of vde_switch', () => {
    expect(options()).toEqual({
      ports: 32,
      hub: false,
      fstp: false,
      mac: '',
      priority: 0x8000,
      buckets: 128,
      directory: '',
      mode: 0o600,
      directoryMode: 0o2700,
      group: '',
      taps: [],
      daemon: false,
      pidfile: '',
      rcfile: '',
      management: '',
      managementMode: 0o600,
      managementGroup: '',
      noStdin: false,
    });
  });

  it('are all read', () => {
    const args =
      '-n 0x10 -F --macaddr 0.ff.1.2.3.4 --priority 4096 --hashsize 64 -s /d -m 0660 -g lab -t t1 -tap t2 -d -p /p -f /f -M /m --mgmtmode 666 --mgmtgroup lab --nostdin -D 3';
    expect(options(...args.split(' '))).toEqual({
      ports: 16,
      hub: false,
      fstp: true,
      mac: '00:ff:01:02:03:04',
      priority: 4096,
      buckets: 64,
      directory: '/d',
      mode: 0o660,
      directoryMode: 0o2770,
      group: 'lab',
      taps: ['t1', 't2'],
      daemon: true,
      pidfile: '/p',
      rcfile: '/f',
      management: '/m',
      managementMode: 0o666,
      managementGroup: 'lab',
      noStdin: true,
    });
  });

  it('let a hub take no part in spanning trees, in either order', () => {
    expect(options('-x', '-F')).toMatchObject({ hub: true, fstp: false });
    expect(options('-F', '-x')).toMatchObject({ hub: true, fstp: false });
  });

  it('derive the mode that was not given from the other', () => {
    expect(options('-m', '640').directoryMode).toBe(0o2750);
    expect(options('-m', '622').directoryMode).toBe(0o2733);
    expect(options('--dirmode', '2771').mode).toBe(0o660);
    expect(options('-m', '600', '--dirmode', '700')).toMatchObject({
      mode: 0o600,
      directoryMode: 0o700,
    });
    expect(options('-m', '9').mode).toBe(0o600);
  });

  it.each([
    ['-n', '0'],
    ['-n', '-1'],
    ['-n', '32769'],
    ['-n', '2147483647'],
    ['-n', '99999999999999999999'],
    ['-n', '0x7fffffff'],
    ['-n', 'NaN'],
    ['-n', ''],
  ])('refuse %s %s', (...args) => {
    expect(read(...args)).toMatchObject({ type: 'exit', code: 1 });
  });

  it('take numbers of any length for what they can be', () => {
    expect(options('-n', '0x20').ports).toBe(32);
    expect(options('-n', '007').ports).toBe(7);
    expect(options('--hashsize', '99999999999999999999').buckets).toBe(2_147_483_647);
    expect(options('--priority', '-1').priority).toBe(0xffff);
    for (const [option, field] of [
      ['-m', 'mode'],
      ['--dirmode', 'directoryMode'],
      ['--mgmtmode', 'managementMode'],
    ] as const) {
      expect(options(option, '7'.repeat(400))[field]).toBe(0o7777);
    }
  });

  it('take a limited number of taps', () => {
    const taps = Array.from({ length: 257 }, (_, index) => ['-t', `t${index}`]).flat();
    expect(read(...taps)).toMatchObject({ type: 'exit', complaints: ['More than 256 taps'] });
    expect(options(...taps.slice(2)).taps).toHaveLength(256);
  });

  it('go on after options that are none', () => {
    const result = read('--nope', '-s', '/d');
    expect(result).toMatchObject({ type: 'run', options: { directory: '/d' } });
    expect(result.complaints).toEqual(["unrecognized option '--nope'"]);
  });

  it('end with the exit codes of vde_switch', () => {
    expect(read('-h')).toMatchObject({
      type: 'exit',
      code: 1,
      output: expect.stringContaining('Usage'),
    });
    expect(read('-v', '-h')).toMatchObject({
      type: 'exit',
      code: 0,
      output: expect.stringContaining('9.9'),
    });
    expect(read('x')).toMatchObject({ type: 'exit', code: 1, complaints: [] });
    expect(read('-n', 'x')).toMatchObject({
      type: 'exit',
      code: 1,
      complaints: ['Invalid number of ports x'],
    });
    expect(read('--macaddr', 'x')).toMatchObject({
      type: 'exit',
      code: 1,
      complaints: ['Invalid MAC Addr x'],
    });
    expect(read('-g', 'x')).toMatchObject({
      type: 'exit',
      code: 1,
      output: '',
      complaints: ["No such group 'x'"],
    });
  });
});
