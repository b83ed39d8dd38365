/** Where images come from that are not on this computer: recipes, offered downloads, any address. */

import { Download as DownloadIcon, Hammer } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type Download, recipes, recipeTitles } from '../../../shared/contract/service-images';
import { bytesText } from '../../../shared/text/quantities';
import { t } from '../../i18n/translate';
import { makeGuest, startDownload, useImages } from '../../lab/image-store';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { raiseThrown } from '../../ui/notices';
import { downloadProblem } from './image-labels';

function Offer({ offer }: { offer: Download }) {
  const { id, title, bytes, url } = offer;
  return (
    <Button title={url} onClick={() => startDownload({ offer: id }).catch(raiseThrown)}>
      <DownloadIcon /> {t(title)} ({bytesText(bytes)})
    </Button>
  );
}

function AddressForm() {
  const [url, setUrl] = useState('');
  const [sha256, setSha256] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const begin = (event: FormEvent) => {
    event.preventDefault();
    const wanted = { url: url.trim(), sha256: sha256.trim() };
    const problem = downloadProblem(wanted.url, wanted.sha256);
    setWrong(problem);
    if (problem === null) startDownload(wanted).catch(raiseThrown);
  };
  return (
    <form className="image-address" onSubmit={begin}>
      <Field label={t('Address')}>
        {(wiring) => (
          <input
            {...wiring}
            className="input mono"
            value={url}
            placeholder="https://…"
            spellCheck={false}
            onChange={({ currentTarget }) => setUrl(currentTarget.value)}
          />
        )}
      </Field>
      <Field label={t('SHA-256 checksum')} wrong={wrong}>
        {(wiring) => (
          <>
            <input
              {...wiring}
              className="input mono"
              value={sha256}
              spellCheck={false}
              onChange={({ currentTarget }) => setSha256(currentTarget.value)}
            />
            <button type="submit" className="button button-plain">
              {t('Download')}
            </button>
          </>
        )}
      </Field>
    </form>
  );
}

export function GetImages() {
  const downloads = useImages((library) => library.downloads);
  return (
    <section aria-label={t('Get an image')}>
      <h3>{t('Get an image')}</h3>
      <div className="button-row">
        {recipes.map((recipe) => (
          <Button key={recipe} onClick={() => makeGuest(recipe).catch(raiseThrown)}>
            <Hammer /> {t(recipeTitles[recipe])}
          </Button>
        ))}
        {downloads.map((offer) => (
          <Offer key={offer.id} offer={offer} />
        ))}
      </div>
      <details>
        <summary>{t('Download from an address')}</summary>
        <AddressForm />
      </details>
    </section>
  );
}
