import { describe, expect, it } from 'vitest';
import { isPathForUml, umlArgs, umlCard } from '../../../electron/machines/uml/uml-args';
import {
  dialectOf,
  findMarkers,
  inspectUmlKernel,
} from '../../../electron/machines/uml/uml-dialect';
import { plainUml } from '../../../shared/machine-nodes';
import type { UmlNode } from '../../../shared/topology';

const MAC = '02:11:22:33:44:55';

const node: UmlNode = {
  id: 'u1',
  kind: 'uml',
  ...plainUml,
  name: 'uml',
  x: 0,
  y: 0,
  kernel: '',
  memory: 64,
  rootfs: 'BusyBox-1.21.1-amd64-root_fs',
  initrd: '',
  append: '',
  cards: [{ mac: MAC }],
};

const paths = { cards: ['/tmp/mysw'], overlay: 'cowfile0', runtimeDirectory: '/run/v/u1' };

async function* chunks(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text, 'latin1');
}

describe('the tutorial’s UML command lines', () => {
  it('the old syntax', () => {
    const args = umlArgs(node, paths, 'path');
    expect(args).toContain('ubd0=cowfile0,BusyBox-1.21.1-amd64-root_fs');
    expect(args).toContain(`eth0=vde,/tmp/mysw,${MAC}`);
  });

  it('the new syntax', () => {
    expect(umlArgs(node, paths, 'locator')).toContain(`eth0=vde,vde:///tmp/mysw,${MAC}`);
  });

  it('the syntax of kernels from 6.16 on', () => {
    const card = `vec0:transport=vde,vnl=vde:///tmp/mysw,mac=${MAC}`;
    expect(umlArgs(node, paths, 'vector')).toContain(card);
  });
});

describe('umlArgs', () => {
  it('leaves out what was not set', () => {
    const args = umlArgs({ ...node, rootfs: '', cards: [] }, { ...paths, cards: [] }, 'path');
    expect(args.filter((word) => /^(ubd|initrd|eth)/.test(word))).toEqual([]);
  });

  it('keeps its sockets in the runtime folder and its console on the terminal', () => {
    const args = umlArgs({ ...node, initrd: '/i' }, paths, 'path');
    for (const word of [
      'uml_dir=/run/v/u1/',
      'con0=fd:0,fd:1',
      'con=null',
      'initrd=/i',
      'mem=64M',
    ]) {
      expect(args).toContain(word);
    }
  });

  it('splits the kernel’s command line into words', () => {
    expect(umlArgs({ ...node, append: ' root=/dev/ubda  rw ' }, paths, 'path').slice(-2)).toEqual([
      'root=/dev/ubda',
      'rw',
    ]);
  });

  it('numbers cards', () => {
    expect(umlCard(2, '/d', MAC, 'path')).toBe(`eth2=vde,/d,${MAC}`);
  });

  it('knows paths that UML would split', () => {
    expect(['/a b', '/a,b', '/a:b', '/a-b_c.img'].map(isPathForUml)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });
});

describe('the dialect of a kernel', () => {
  it('is the old one for the old library', async () => {
    const found = await findMarkers(
      chunks('..User Mode Linux v6.1..UML vde_transport..vec[0-9]+:'),
    );
    expect(dialectOf(found)).toBe('path');
  });

  it('has locators where the library loads modules', async () => {
    const found = await findMarkers(chunks('UML vde_transport', '/libvdeplug_%s.so'));
    expect(dialectOf(found)).toBe('locator');
  });

  it('has vector devices where the old driver is gone', async () => {
    expect(dialectOf(await findMarkers(chunks('vec[0-9]+:', 'x', 'vde_plug')))).toBe('vector');
    expect(dialectOf(await findMarkers(chunks('vec[0-9]+:')))).toBeNull();
  });

  it('sees texts across the borders of chunks, wherever they are cut', async () => {
    const text = '....UML vde_transport....';
    for (let cut = 1; cut < text.length; cut++) {
      const found = await findMarkers(chunks(text.slice(0, cut), text.slice(cut)));
      expect([...found]).toEqual(['ethernetVde']);
    }
  });

  it('is not asked of a program that is no kernel', async () => {
    expect(await inspectUmlKernel(process.execPath)).toBeNull();
  });
});
