/** The library of images: looked at and filled, or asked for an image that a machine is to use. */

import { FileUp } from 'lucide-react';
import { type DragEvent, useEffect, useState } from 'react';
import type { Image } from '../../../shared/contract/service-images';
import { bytesText } from '../../../shared/text/quantities';
import { chooseFile } from '../../commands/actions/choose-file';
import { call } from '../../connection/client';
import { t } from '../../i18n/translate';
import { listImages, useImages } from '../../lab/image-store';
import { carriesFiles, uploadFile } from '../../lab/upload';
import { Button } from '../../ui/button';
import { closeDialog, type ImageAnswer, type ImageQuestion, showImages } from '../../ui/dialogs';
import { Modal } from '../../ui/modal';
import { raiseThrown } from '../../ui/notices';
import { GetImages } from './download-form';
import { ImageRow } from './image-row';
import { JobList } from './job-list';
import { fitsQuestion } from './place-image';

/** The file dialog takes the library's place meanwhile. */
async function addFile(): Promise<void> {
  try {
    const path = await chooseFile(t('Add a file to the library'), [], '');
    if (path !== null) await call('images.add', { path });
  } catch (error) {
    raiseThrown(error);
  }
  showImages();
}

function useFileDrop() {
  const [over, setOver] = useState(false);
  const dragOver = (event: DragEvent) => {
    if (!carriesFiles(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    setOver(false);
    if (!carriesFiles(event.dataTransfer)) return;
    event.preventDefault();
    for (const file of event.dataTransfer.files) uploadFile(file).catch(raiseThrown);
  };
  return { over, dragOver, drop, dragLeave: () => setOver(false) };
}

function ImageList({
  images,
  use,
}: {
  images: readonly Image[];
  use: ((path: string) => void) | null;
}) {
  if (images.length === 0) {
    const what =
      use === null ? t('Nothing is in the library yet.') : t('No image of this kind is here.');
    return (
      <p className="field-help">{t('{{what}} Drop a file here, or get one below.', { what })}</p>
    );
  }
  return (
    <ul className="images" aria-label={t('Images')}>
      {images.map((image) => (
        <ImageRow key={image.id} image={image} use={use} />
      ))}
    </ul>
  );
}

function Place() {
  const directory = useImages((library) => library.directory);
  const freeBytes = useImages((library) => library.freeBytes);
  return (
    <p className="field-help image-place" title={directory}>
      {t('{{free}} free for copies and downloads, in {{directory}}', {
        free: bytesText(freeBytes),
        directory,
      })}
    </p>
  );
}

export function LibraryDialog({
  question,
  answer,
}: {
  question: ImageQuestion | null;
  answer: (answer: ImageAnswer) => void;
}) {
  const all = useImages((library) => library.images);
  const { over, dragOver, drop, dragLeave } = useFileDrop();
  useEffect(() => {
    listImages().catch(raiseThrown);
  }, []);
  const images = question === null ? all : all.filter((image) => fitsQuestion(image, question));
  return (
    <Modal title={question?.title ?? t('Library of images')} width="wide" onClose={closeDialog}>
      <section
        className="library"
        aria-label={t('Library')}
        data-over={over || undefined}
        onDragOver={dragOver}
        onDragLeave={dragLeave}
        onDrop={drop}
      >
        <ImageList images={images} use={question === null ? null : (path) => answer({ path })} />
        <JobList draws={question === null} />
        <GetImages />
      </section>
      <footer className="modal-footer">
        <Place />
        {question === null ? (
          <Button data-first onClick={() => void addFile()}>
            <FileUp /> {t('Add a file…')}
          </Button>
        ) : (
          <Button data-first onClick={() => answer('file')}>
            <FileUp /> {t('Choose a file…')}
          </Button>
        )}
      </footer>
    </Modal>
  );
}
