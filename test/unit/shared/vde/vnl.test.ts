import { describe, expect, it } from 'vitest';
import {
  explicitLocator,
  parseLocator,
  printLocator,
  runsCommand,
  vdeLocator,
} from '../../../../shared/vde/vnl';
import { locatorModules } from '../../../../shared/vde/vnl-modules';

const read = (text: string) => {
  const parsed = parseLocator(text);
  if (!parsed.ok) throw new Error(`${parsed.problem} at ${parsed.at}`);
  return parsed.locator;
};
const problem = (text: string) => {
  const parsed = parseLocator(text);
  return parsed.ok ? null : [parsed.problem, parsed.at];
};

describe('parseLocator', () => {
  it('takes a bare path as the directory of a switch', () => {
    expect(read('/tmp/mysw')).toEqual(read('vde:///tmp/mysw'));
    expect(read('/tmp/mysw').address).toBe('/tmp/mysw');
  });

  it('reads a port in brackets', () => {
    expect(read('vde:///tmp/mysw[3]').parameters).toEqual([{ key: '3', value: null }]);
    expect(read('vde:///tmp/mysw[port=3/group=net]').parameters).toEqual([
      { key: 'port', value: '3' },
      { key: 'group', value: 'net' },
    ]);
  });

  it('reads parameters after slashes where the module has them there', () => {
    expect(read('vxvde://239.1.2.3/vni=4/ttl=2')).toMatchObject({
      address: '239.1.2.3',
      parameters: [
        { key: 'vni', value: '4' },
        { key: 'ttl', value: '2' },
      ],
    });
    expect(read('slirp:///v4/dhcp=10.0.2.15').parameters).toHaveLength(2);
  });

  it('leaves the address of a command alone', () => {
    expect(read('cmd://ssh host "vde_plug [x]"').address).toBe('ssh host "vde_plug [x]"');
  });

  it('reads nested locators', () => {
    const locator = read('agno:///key[ethtype=copy]{vlan://3{vde:///tmp/mysw[2]}}');
    expect(locator.parameters).toEqual([{ key: 'ethtype', value: 'copy' }]);
    expect(locator.nested?.nested?.address).toBe('/tmp/mysw');
  });

  it('takes quoting away', () => {
    expect(read("vde:///a'['b").address).toBe('/a[b');
    expect(read('vde:///a\\[b').address).toBe('/a[b');
    expect(read('vde:///a%5Bb%C3%A4').address).toBe('/a[bä');
    expect(read('vde:///100%').address).toBe('/100%');
  });

  it('says what is wrong and where', () => {
    expect(problem('')).toEqual(['the locator is empty', 0]);
    expect(problem('vde:///a[3')).toEqual(['the [ is not closed', 8]);
    expect(problem('vde:///a[3]x')).toEqual(['text follows the closing ]', 11]);
    expect(problem("vde:///a'b")).toEqual(["the quote ' is not closed", 8]);
    expect(problem('vlan://3{vde://a')).toEqual(['the { is not closed', 8]);
    expect(problem('vde:///a\nb')?.[1]).toBe(8);
    expect(problem(`${'vlan://1{'.repeat(50)}vde://${'}'.repeat(50)}`)?.[0]).toMatch(/nested/);
  });
});

describe('printLocator', () => {
  it('quotes what would be syntax', () => {
    expect(vdeLocator('/tmp/my sw', 4)).toBe('vde:///tmp/my sw[4]');
    expect(vdeLocator("/tmp/it's[1]")).toBe('vde:///tmp/it%27s%5B1%5D');
  });

  it('gives the examples of all modules back', () => {
    for (const { example } of Object.values(locatorModules)) {
      expect(printLocator(read(example))).toBe(example);
    }
  });
});

describe('runsCommand', () => {
  it.each([
    'cmd://touch /tmp/x',
    'vlan://3{cmd://x}',
    'slirp:///cmdfwd=10.0.2.5:6000:x',
    // libvdeplug takes the beginning of an option's name for the option.
    'slirp:///v4/c=10.0.2.5:6000:x',
    'slirp:///%63=10.0.2.5:6000:x',
    "slirp:///'cm'=10.0.2.5:6000:x",
    'slirp:///\\cmdfwd=10.0.2.5:6000:x',
    'vlan://3{slirp:///c=10.0.2.5:6000:x}',
    'slirp:///unixfwd=10.0.2.5:6000:/var/run/x.sock',
  ])('sees it in %s', (locator) => {
    expect(runsCommand(locator)).toBe(true);
  });

  it.each([
    'slirp://',
    'slirp:///v4/host=10.0.2.2%2F24/udpfwd=1:10.0.2.15:2',
    'vde:///tmp/cmd',
    'vde:///c',
  ])('sees none in %s', (locator) => {
    expect(runsCommand(locator)).toBe(false);
  });
});

describe('explicitLocator', () => {
  it('names every module, so that no file is read in place of a switch', () => {
    expect(explicitLocator('/tmp/mysw')).toBe('vde:///tmp/mysw');
    expect(explicitLocator('vlan://3{/tmp/mysw}')).toBe('vlan://3{vde:///tmp/mysw}');
    expect(explicitLocator('vde:///tmp/my"sw"')).toBe('vde:///tmp/my"sw"');
  });
});
