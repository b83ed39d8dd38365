/** Exports: the drawing as a picture, the lab as a shell script or as a copy. */
import { printDocument } from '../../../shared/document/document-print';
import { FILE_EXTENSION } from '../../../shared/document/topology';
import { call } from '../../connection/client';
import { download } from '../../connection/download';
import { currentDocument, editsArrived } from '../../document/store/document-store';
import { documentToSvg } from '../../editor/picture/document-to-svg';
import { rasterise } from '../../editor/picture/rasterise';
import { useCableView } from '../../editor/viewport/cable-view';
import { raiseThrown } from '../../ui/notices';
import { useTheme } from '../../ui/theme';
import { fileNameOf } from './file-actions';

async function exportAs(extension: string, content: () => Promise<Blob>): Promise<void> {
  try {
    await editsArrived();
    download(fileNameOf(currentDocument().name, extension), await content());
  } catch (error) {
    raiseThrown(error);
  }
}

const svg = () =>
  documentToSvg(currentDocument(), useTheme.getState().theme, useCableView.getState().labels);

export function exportSvg(): Promise<void> {
  return exportAs('.svg', async () => new Blob([svg()], { type: 'image/svg+xml' }));
}

export function exportPng(): Promise<void> {
  return exportAs('.png', () => rasterise(svg()));
}

export function exportScript(): Promise<void> {
  return exportAs('.sh', async () => {
    const { text } = await call('export.script', {});
    return new Blob([text], { type: 'text/x-shellscript' });
  });
}

export function exportDocument(): Promise<void> {
  return exportAs(FILE_EXTENSION, async () => {
    // A copy is a lab of its own: with the same id its machines would write to the disks of this one.
    const copy = { ...currentDocument(), id: crypto.randomUUID() };
    return new Blob([printDocument(copy)], { type: 'application/json' });
  });
}
