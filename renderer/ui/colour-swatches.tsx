/** The colours of the drawing, to choose one of. */
import { drawingColours } from '../../shared/kinds/fields/drawing-fields';
import { t } from '../i18n/translate';

type DrawingColour = (typeof drawingColours)[number];

/** What the colours are called. */
export const colourNames: Record<DrawingColour, string> = {
  neutral: 'Grey',
  blue: 'Blue',
  teal: 'Teal',
  green: 'Green',
  amber: 'Amber',
  red: 'Red',
  violet: 'Violet',
};

export function ColourSwatches({
  value,
  choose,
}: {
  value: DrawingColour;
  choose: (colour: DrawingColour) => void;
}) {
  return (
    <fieldset className="swatches" aria-label={t('Colour')}>
      {drawingColours.map((colour) => (
        <button
          key={colour}
          type="button"
          className="swatch"
          data-colour={colour}
          aria-label={t(colourNames[colour])}
          title={t(colourNames[colour])}
          aria-pressed={colour === value}
          onClick={() => choose(colour)}
        />
      ))}
    </fieldset>
  );
}
