/** The processor of a QEMU machine, and which of them QEMU can be on this computer. */

import { useEffect, useState } from 'react';
import type { Result } from '../../../../shared/contract/service';
import type { QemuNode } from '../../../../shared/document/topology';
import { architectures } from '../../../../shared/kinds/qemu-architectures';
import { call } from '../../../connection/client';
import { t } from '../../../i18n/translate';
import { type FieldFinding, SelectField } from '../../../ui/field';
import { raiseThrown } from '../../../ui/notices';
import { setField } from './node-edits';

type Known = Result<'qemu.architectures'>['architectures'];

function useArchitectures(): Known {
  const [known, setKnown] = useState<Known>([]);
  useEffect(() => {
    let isGone = false;
    call('qemu.architectures', {}).then((result) => {
      if (!isGone) setKnown(result.architectures);
    }, raiseThrown);
    return () => {
      isGone = true;
    };
  }, []);
  return known;
}

const noUefi = (): FieldFinding => ({
  severity: 'warning',
  message: t('No UEFI firmware for this processor was found.'),
  next: t('See “What is installed” in the Help menu.'),
});

export function ArchitectureField({ node, label }: { node: QemuNode; label: string }) {
  const known = useArchitectures();
  const missing = (name: string) => known.some((one) => one.name === name && !one.installed);
  const chosen = known.find(({ name }) => name === node.architecture);
  const lacksUefi = node.firmware === 'uefi' && chosen?.installed === true && !chosen.uefi;
  return (
    <SelectField
      label={label}
      value={node.architecture}
      options={architectures.map((name) => ({
        value: name,
        label: missing(name) ? t('{{name}} (not installed)', { name }) : name,
      }))}
      finding={lacksUefi ? noUefi() : null}
      commit={(architecture) => setField(node.id, 'architecture', architecture, label)}
    />
  );
}
