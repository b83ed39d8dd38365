import { describe, expect, it } from 'vitest';
import { newNode } from '../../../../../renderer/document/records/new-node';
import { emptyDocument, type TopologyNode } from '../../../../../shared/document/topology';
import { locatorRequests } from '../../../../../shared/kinds/permissions/locator-requests';
import { umlArguments } from '../../../../../shared/kinds/permissions/uml-arguments';
import { visibleLine, visibleParts } from '../../../../../shared/text/visible-text';
import { requestsOfNode } from '../../../../../shared/trust/permissions';

describe('words for a UML kernel', () => {
  it('are for the guest where any Linux takes them so', () => {
    const append = 'root=/dev/ubda rw init=/bin/sh console=tty0 panic=1 3 root=98:0 root=LABEL=x';
    expect(umlArguments(append).own).toEqual([]);
  });

  it.each([
    ['con0=xterm', 'runs'],
    ['con=port:9000', 'runs'],
    ['ssl3=xterm', 'runs'],
    ['xterm=/bin/sh,-c,id', 'runs'],
    ['hostfs=/', 'writes'],
    ['ubd1=/etc/passwd', 'writes'],
    ['ubd1d=/etc/passwd', 'writes'],
    ['udb', 'runs'],
    ['initrd=/etc/shadow', 'reads'],
    ['iomem=a,/dev/mem', 'writes'],
    ['mconsole=notify:/tmp/x', 'writes'],
    ['uml_dir=/home', 'writes'],
    ['eth1=tuntap,,,10.0.0.1', 'reaches'],
    ['vec0:transport=tap,ifname=tap0', 'reaches'],
    ['virtio_uml.device=/tmp/s:1', 'reaches'],
    ['time-travel=ext:/tmp/s', 'reaches'],
    ['"con0=xterm"', 'runs'],
    ['root=/dev/../tmp/x"con0=xterm', 'runs'],
    // The kernel takes the byte 0xa0 within a letter for a blank: what follows is an option of its own.
    ['root=/dev/ubda\u00e0con0=xterm', 'runs'],
    ['nobody-knows-this=1', 'runs'],
    ['CON0=xterm', 'runs'],
  ] as const)('%s is asked about', (word, effect) => {
    expect(umlArguments(`rw ${word} quiet`)).toEqual({
      guest: ['rw', 'quiet'],
      own: [expect.objectContaining({ what: word, effect })],
    });
  });
});

describe('a locator', () => {
  it.each([
    ['null://', null],
    ['vlan://3{null://}', null],
    ['vde:///tmp/mysw', 'reaches'],
    ['/tmp/mysw', 'reaches'],
    ['tap://tap0', 'reaches'],
    ['slirp://', 'reaches'],
    ['slirp:///tftp_path=/etc', 'reads'],
    ['slirp:///t=/etc', 'reads'],
    ["slirp:///'t'ftp_path=/etc", 'reads'],
    ['slirp:///%74ftp_path=/etc', 'reads'],
    ['slirp:///bootfile=/etc/x', 'reads'],
    ['slirp:///cmdfwd=1:id', 'runs'],
    ['cmd://id', 'runs'],
    ['vlan://3{cmd://id}', 'runs'],
    ['vlan://3{agno://{ptp:///tmp/x}}', 'writes'],
    ['vlan://3{', 'runs'],
    ['nobody://x', 'runs'],
    ['constructor://x', 'runs'],
    ['vdesl:///dev/ttyS1', 'writes'],
    // libvdeplug loads the library libvdeplug_x/y$.so for it.
    ['x/y$://foo', 'runs'],
    ["'cmd'://id", 'runs'],
    ['vlan://3{$://x}', 'runs'],
  ] as const)('%s: %s', (locator, effect) => {
    expect(locatorRequests(locator)[0]?.effect ?? null).toBe(effect);
  });
});

describe('a startup command of a switch', () => {
  const wishesOf = (command: string) => {
    const document = emptyDocument('5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e11');
    const node = newNode(document, 'hub', { x: 0, y: 0 }, () => 0.5);
    return requestsOfNode({ ...node, setup: [command] } as TopologyNode);
  };

  it.each([
    ['load /etc/shadow', 'reads', '/etc/shadow'],
    ['load/etc/shadow', 'reads', '/etc/shadow'],
    ['  load\t /etc/shadow', 'reads', '/etc/shadow'],
    ['plugin/add /tmp/x.so', 'runs', '/tmp/x.so'],
    ['plugin/add/tmp/x.so', 'runs', '/tmp/x.so'],
  ])('%s is asked about', (command, effect, what) => {
    expect(wishesOf(command)).toEqual([expect.objectContaining({ effect, what })]);
  });

  it.each(['port/create 3', '# load /etc/shadow', 'loa /etc/shadow', 'plugin/list', 'load'])(
    '%s is not',
    (command) => expect(wishesOf(command)).toEqual([]),
  );
});

describe('text of strangers', () => {
  it.each([
    ['a\u001b[2Kb', 'a\\x1b[2Kb'],
    ['a\u009bb', 'a\\x9bb'],
    ['a\u202eb', 'a\\u202eb'],
    ['a\u2066b', 'a\\u2066b'],
    ['a\u200bb', 'a\\u200bb'],
    ['a\u2028b', 'a\\u2028b'],
    ['a\ufeffb', 'a\\ufeffb'],
    ['a\u3164b', 'a\\u3164b'],
    ['a\u00a0b', 'a\\xa0b'],
    ['a\u{e0041}b', 'a\\u{e0041}b'],
    ['a\rb', 'a\\x0db'],
    ['a\nb\tc', 'a\\nb\\tc'],
    ['äöü € 漢字', 'äöü € 漢字'],
  ])('%j is shown as %j', (text, shown) => {
    expect(visibleLine(text)).toBe(shown);
  });

  it('is marked where something would not be seen', () => {
    expect(visibleParts('a\u001bb').map(({ isHidden }) => isHidden)).toEqual([false, true, false]);
  });
});
