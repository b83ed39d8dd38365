import { describe, expect, it } from 'vitest';
import { execsText, shellWord, splitWords } from '../../../../shared/vde/command-words';
import { buildLocator, fieldProblem, locatorForm } from '../../../../shared/vde/locator-form';

describe('a form of a locator', () => {
  it.each([
    ['vde:///tmp/mysw', { type: 'vde', directory: '/tmp/mysw', port: '' }],
    ['vde:///tmp/mysw[3]', { type: 'vde', directory: '/tmp/mysw', port: '3' }],
    [
      'cmd://ssh -o BatchMode=yes -o ServerAliveInterval=5 ann@far vde_plug vde:///tmp/mysw',
      { type: 'ssh', host: 'ann@far', directory: '/tmp/mysw' },
    ],
    [
      "cmd://ssh -o BatchMode=yes -o ServerAliveInterval=5 far vde_plug \\'vde:///tmp/it%27s\\ mine\\'",
      { type: 'ssh', host: 'far', directory: "/tmp/it's mine" },
    ],
    [
      'udp://5000->192.0.2.1:5001',
      { type: 'udp', localPort: '5000', host: '192.0.2.1', remotePort: '5001' },
    ],
    ['vxvde://239.1.2.3', { type: 'vxvde', group: '239.1.2.3', port: '' }],
    ['vxvde://239.1.2.3/port=1234', { type: 'vxvde', group: '239.1.2.3', port: '1234' }],
    ['vxlan://239.1.2.3/vni=7', { type: 'vxlan', group: '239.1.2.3', vni: '7' }],
    ['tap://tap0', { type: 'tap', interface: 'tap0' }],
  ] as const)('is %s', (text, form) => {
    expect(buildLocator(form)).toBe(text);
    expect(locatorForm(text)).toEqual(form);
  });

  it.each([
    'slirp://',
    'vde:///tmp/mysw[port=3]',
    'vde://relative',
    'vxvde://239.1.2.3/ttl=2',
    'vxlan://239.1.2.3/vni=1/port=2',
    'udp://[::]:1->::1:2',
    'cmd://ssh far vde_plug vde:///tmp/mysw',
    'cmd://ssh -o BatchMode=yes -o ServerAliveInterval=5 -oProxyCommand=x vde_plug vde:///tmp/a',
    'cmd://ssh -o BatchMode=yes -o ServerAliveInterval=5 far vde_plug vde:///a; touch /tmp/x',
    'cmd://ssh -o BatchMode=yes -o ServerAliveInterval=5 far vde_plug vde:///a extra',
    "vde:///a'b",
    '',
  ])('is not there for %j, which it could not say', (text) => {
    expect(locatorForm(text)).toBeNull();
  });

  it('takes no option of ssh for a host', () => {
    expect(fieldProblem('ssh', 'host', '-oProxyCommand=x')).not.toBeNull();
    expect(fieldProblem('ssh', 'host', 'a@-x')).not.toBeNull();
    expect(fieldProblem('ssh', 'host', 'ann@far')).toBeNull();
    expect(fieldProblem('udp', 'localPort', '0')).not.toBeNull();
    expect(fieldProblem('vde', 'port', '')).toBeNull();
  });
});

describe('words of commands', () => {
  it('are escaped for their reader', () => {
    expect(shellWord("it's")).toBe("'it'\\''s'");
    expect(execsText(['ssh', 'a b', '', '$x', "it's"])).toBe("ssh a\\ b '' \\$x it\\'s");
  });

  it('are not taken apart where readers differ', () => {
    for (const text of ['a;b', '$HOME', "'open", 'a\\', 'a|b', '"$x"', 'a*']) {
      expect(splitWords(text)).toBeNull();
    }
    expect(splitWords(` a  'b c'"d"\\ e '' `)).toEqual(['a', 'b cd e', '']);
  });
});
