/** One image of the library: what it is, who uses it, and what can be done with it. */

import { Cpu, Disc, FileArchive, HardDrive, MonitorUp, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Image } from '../../../shared/contract/service-images';
import type { ImageKind } from '../../../shared/kinds/fields/image-kinds';
import { call } from '../../connection/client';
import { t } from '../../i18n/translate';
import { listImages } from '../../lab/image-store';
import { Button, IconButton } from '../../ui/button';
import { closeDialog } from '../../ui/dialogs';
import { raiseThrown } from '../../ui/notices';
import { drawMachine } from './draw-image';
import { imageLine, kindLabel, usersLine } from './image-labels';

const icons: Record<ImageKind, typeof Disc> = {
  cd: Disc,
  disk: HardDrive,
  kernel: Cpu,
  initrd: FileArchive,
  rootfs: HardDrive,
};

function removeLabel({ isOwn, users }: Image): string {
  const used = users.length === 0 ? '' : `${usersLine(users)}. `;
  return isOwn
    ? t('{{used}}Its file lies in the library’s folder. A deleted file cannot be had back.', {
        used,
      })
    : t('{{used}}Its file stays where it is.', { used });
}

/** The question stands in the row, so that the library stays open. */
function RemoveQuestion({ image, close }: { image: Image; close: () => void }) {
  const remove = (deleteFile: boolean) => {
    call('images.remove', { id: image.id, deleteFile }).then(listImages).catch(raiseThrown);
    close();
  };
  return (
    <fieldset className="image-question" aria-label={t('Remove {{name}}?', { name: image.name })}>
      <p>{removeLabel(image)}</p>
      <div className="button-row">
        <Button onClick={() => remove(false)}>
          {image.isOwn ? t('Remove, keep the file') : t('Remove from the library')}
        </Button>
        {image.isOwn && (
          <Button tone="danger" onClick={() => remove(true)}>
            {t('Remove and delete the file')}
          </Button>
        )}
        <Button onClick={close}>{t('Keep it')}</Button>
      </div>
    </fieldset>
  );
}

function draw(image: Image): void {
  closeDialog();
  drawMachine(image);
}

export function ImageRow({
  image,
  use,
}: {
  image: Image;
  /** Answers the question which image to use; null while the library is only looked at. */
  use: ((path: string) => void) | null;
}) {
  const [asks, setAsks] = useState(false);
  const { name, path, kind, exists, users } = image;
  const Icon = icons[kind];
  return (
    <li data-gone={!exists || undefined}>
      <Icon aria-hidden />
      <div className="image-text">
        <p className="image-title">
          <strong title={path}>{name}</strong>
          <span className="badge">{t(kindLabel[kind])}</span>
        </p>
        <p>
          {imageLine(image)} · {usersLine(users)}
        </p>
        {asks && <RemoveQuestion image={image} close={() => setAsks(false)} />}
      </div>
      {use !== null ? (
        <Button
          aria-label={t('Use {{name}}', { name })}
          disabled={!exists}
          onClick={() => use(path)}
        >
          {t('Use')}
        </Button>
      ) : (
        <>
          <IconButton
            name={t('Draw a machine with {{name}}', { name })}
            disabled={!exists}
            onClick={() => draw(image)}
          >
            <MonitorUp />
          </IconButton>
          <IconButton name={t('Remove {{name}}', { name })} onClick={() => setAsks(true)}>
            <Trash2 />
          </IconButton>
        </>
      )}
    </li>
  );
}
