/** Where external clients join a running switch, ready to be copied. */

import { t } from '../../i18n/translate';
import { useNodeStatus } from '../../lab/lab-store';
import { CopyButton } from '../../ui/copy-button';

export function Directory({ node }: { node: string }) {
  const { directory } = useNodeStatus(node);
  if (directory === null) return null;
  return (
    <div className="directory">
      <h3>{t('External clients join at')}</h3>
      <p className="copy-line">
        <code title={directory}>{directory}</code>
        <CopyButton text={directory} name={t('Copy directory')} />
      </p>
      <p className="field-help">{t('Join from a terminal:')}</p>
      <p className="copy-line">
        <code>{`vdens vde://${directory}`}</code>
        <CopyButton text={`vdens vde://${directory}`} name={t('Copy vdens command')} />
      </p>
    </div>
  );
}
