/** The kernel of Debian's own package, which a node without a kernel has, and the older dialect of its cards. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inspectUmlKernel } from '../../electron/machines/uml/uml-dialect';
import { UmlDriver } from '../../electron/machines/uml/uml-driver';
import type { UmlNode } from '../../shared/document/topology';
import { plainUml } from '../../shared/kinds/uml';
import { need, PROMPT } from '../harness/guests';
import { MachineStage } from '../harness/machine-stage';
import { describeWithStockKernel, umlGuest } from '../harness/uml-guest';

const MAC = '52:54:00:12:34:57';

await describeWithStockKernel(['vde_plug', 'busybox', 'cpio'], 'Debian’s linux.uml', () => {
  let stage: MachineStage;
  beforeEach(() => {
    stage = new MachineStage();
  });
  afterEach(() => stage.close());

  it('is what a machine without a kernel of its own runs, with cards called eth', async () => {
    const stock = await inspectUmlKernel(need('linux.uml', 'user-mode-linux'));
    expect(stock).toMatchObject({ dialect: 'path' });
    const { initrd } = await umlGuest();
    const node: UmlNode = {
      ...{ id: 'u1', kind: 'uml', ...plainUml, name: 'uml', x: 0, y: 0, kernel: '', memory: 128 },
      ...{ rootfs: '', initrd, append: '', cards: [{ mac: MAC }] },
    };
    const driver = new UmlDriver();
    expect(await driver.check(node)).toBeNull();
    const context = stage.context([await stage.switch()], 'u1');
    const run = await driver.start(node, context, new AbortController().signal);
    expect(run.detail).toBe(`UML ${stock?.version}, vde`);
    const console = stage.console('console');
    await console.until(PROMPT);
    expect(await console.run('ip link show eth0')).toContain(MAC);
    await run.stop();
  });
});
