/**
 * What the kernel of a User-Mode Linux machine can do. It is only asked on request: asking runs it, and
 * a drawing may come from somebody else.
 */

import { useState } from 'react';
import type { UmlKernelAnswer } from '../../../../shared/contract/service-machines';
import type { UmlNode } from '../../../../shared/document/topology';
import { call } from '../../../connection/client';
import { t } from '../../../i18n/translate';
import { learnFromAnswer } from '../../../lab/card-names';
import { useUmlVerdicts } from '../../../lab/uml-kernels';
import { Button } from '../../../ui/button';
import { raiseThrown } from '../../../ui/notices';
import { KernelFix } from '../../problems/kernel-fix';

const cardSyntax: Record<NonNullable<UmlKernelAnswer['dialect']>, string> = {
  path: 'cards eth0=vde,DIRECTORY',
  locator: 'cards eth0=vde,vde://DIRECTORY',
  vector: 'cards vec0:transport=vde (vec0 in the guest)',
};

const abilityNames: Record<keyof UmlKernelAnswer['abilities'], string> = {
  ubd: 'disks',
  initrd: 'initial ramdisk',
  hostfs: 'hostfs',
  mconsole: 'control while it runs',
  sysrq: 'SysRq',
  modules: 'modules',
};

function summary({ version, dialect, abilities }: UmlKernelAnswer): string {
  const names = Object.entries(abilityNames) as [keyof typeof abilities, string][];
  const has = names.filter(([name]) => abilities[name]).map(([, title]) => t(title));
  const net = dialect === null ? t('no VDE cards') : t(cardSyntax[dialect]);
  return `Linux ${version}: ${[net, ...has].join(', ')}.`;
}

export function UmlKernel({ node }: { node: UmlNode }) {
  const { kernel } = node;
  const [answer, setAnswer] = useState<{ kernel: string; text: string } | null>(null);
  const isUnfit = useUmlVerdicts(({ byKernel }) => byKernel.get(kernel)?.state === 'unfit');
  const ask = async () => {
    const said = await call('uml.kernel', { kernel });
    learnFromAnswer(kernel, said);
    setAnswer({ kernel, text: summary(said) });
  };
  return (
    <div className="field">
      <Button onClick={() => void ask().catch(raiseThrown)}>{t('What this kernel can do')}</Button>
      <p className="field-help" role="status">
        {answer?.kernel === kernel ? answer.text : ''}
      </p>
      {isUnfit && <KernelFix record={node.id} />}
    </div>
  );
}
