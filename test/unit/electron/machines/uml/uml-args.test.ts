import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { umlArgs, umlCard } from '../../../../../electron/machines/uml/uml-args';
import {
  dialectOf,
  findMarkers,
  inspectUmlKernel,
} from '../../../../../electron/machines/uml/uml-dialect';
import { abilitiesOf, versionOfHelp } from '../../../../../electron/machines/uml/uml-kernel-help';
import type { UmlNode } from '../../../../../shared/document/topology';
import { isPathForUml, plainUml } from '../../../../../shared/kinds/uml';

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

const paths = {
  cards: ['/tmp/mysw'],
  overlay: 'cowfile0',
  runtimeDirectory: '/run/v/u1',
  modules: '',
};

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

  it('gives the image itself to a machine that may write to it', () => {
    const args = umlArgs({ ...node, rootfs: '/i/root_fs', access: 'direct' }, paths, 'path');
    expect(args.filter((word) => word.startsWith('ubd'))).toEqual(['ubd0d=/i/root_fs']);
  });

  it('lets a guest mount its modules, or nothing, whatever else stands before', () => {
    const last = (change: Partial<UmlNode>, modules = '') =>
      umlArgs({ ...node, ...change }, { ...paths, modules }, 'path').at(-1);
    expect(last({ append: 'ro' }, '/m')).toBe('hostfs=/m');
    expect(last({ append: 'ro' })).toBe('hostfs=/dev/null');
    // Asked about by itself before it gets here.
    expect(last({ append: 'hostfs=/srv' })).toBe('hostfs=/srv');
  });

  it('splits the kernel’s command line into words', () => {
    expect(umlArgs({ ...node, append: ' root=/dev/ubda  rw ' }, paths, 'path').slice(-3)).toEqual([
      'root=/dev/ubda',
      'rw',
      'hostfs=/dev/null',
    ]);
  });

  it('numbers cards', () => {
    expect(umlCard(2, '/d', MAC, 'path')).toBe(`eth2=vde,/d,${MAC}`);
  });

  it.each([
    ['/a b', false],
    ['/a,b', false],
    ['/a:b', false],
    ['/a-b_c.img', true],
    ['/Größe/漢.img', true],
    // The kernel's own words: a quote takes in what follows, the byte 0xa0 ends a word.
    ['/tmp/"a', false],
    ['/tmp/\u00e0con1=xterm', false],
    ['/tmp/\u4820con1=xterm', false],
  ])('knows paths that UML would split: %s', (path, isWhole) => {
    expect(isPathForUml(path)).toBe(isWhole);
  });
});

/** What kernels of Debian printed; of their configuration the lines on User-Mode Linux. */
async function recorded(version: string): Promise<[help: string, config: string]> {
  const file = (what: string) =>
    readFile(join(import.meta.dirname, 'recorded', `uml-${version}-${what}.txt`), 'utf8');
  return [await file('help'), await file('config')];
}

const all = {
  ...{ ubd: true, initrd: true, hostfs: true, mconsole: true, sysrq: true },
  ...{ serial: true, modules: true, vector: true },
};

describe('what a kernel says of itself', () => {
  it('is read from what real ones printed', async () => {
    const [help, config] = await recorded('6.1.176');
    expect(versionOfHelp(help)).toBe('6.1.176');
    expect(abilitiesOf(help, config)).toEqual({ ...all, ethernet: true, ethernetVde: true });
    const [newHelp, newConfig] = await recorded('7.2.7');
    expect(versionOfHelp(newHelp)).toBe('7.2.7');
    expect(abilitiesOf(newHelp, newConfig)).toEqual({
      ...{ ...all, ethernet: false, ethernetVde: false },
    });
  });

  it('is trusted in where it keeps no configuration', async () => {
    const [help] = await recorded('6.1.176');
    expect(abilitiesOf(help, '')).toEqual({ ...all, ethernet: true, ethernetVde: null });
    expect(abilitiesOf('', '')).toMatchObject({ ethernet: false, mconsole: false, sysrq: false });
    expect(versionOfHelp('BusyBox v1.35.0')).toBe('');
  });

  it('counts what was built without', async () => {
    const [help, config] = await recorded('6.1.176');
    const without = config.replace('CONFIG_MAGIC_SYSRQ=y', '# CONFIG_MAGIC_SYSRQ is not set');
    expect(abilitiesOf(help, without)).toMatchObject({ mconsole: true, sysrq: false });
  });
});

describe('the dialect of a kernel', () => {
  it('is the old one for the old library', async () => {
    const found = await findMarkers(chunks('..UML vde_transport..vde_plug'));
    expect(dialectOf(abilitiesOf(...(await recorded('6.1.176'))), found)).toBe('path');
  });

  it('has locators where the library loads modules', async () => {
    const found = await findMarkers(chunks('UML vde_transport', '/vdeplug/libvdeplug_'));
    expect(dialectOf(abilitiesOf(...(await recorded('6.1.176'))), found)).toBe('locator');
  });

  it('is found in the texts where the kernel keeps no configuration', async () => {
    const abilities = abilitiesOf((await recorded('6.1.176'))[0], '');
    expect(dialectOf(abilities, await findMarkers(chunks('UML vde_transport')))).toBe('path');
    expect(dialectOf(abilities, await findMarkers(chunks('UML')))).toBeNull();
  });

  it('has vector devices where the old driver is gone', async () => {
    const abilities = abilitiesOf(...(await recorded('7.2.7')));
    expect(dialectOf(abilities, await findMarkers(chunks('x', 'vde_plug')))).toBe('vector');
    expect(dialectOf(abilities, await findMarkers(chunks('x')))).toBeNull();
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
  }, 60_000);
});
