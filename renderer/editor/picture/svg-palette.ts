/** The colours of exported pictures: those of renderer/ui/styles/tokens.css, which a file cannot refer to. */
import type { drawingColours } from '../../../shared/kinds/fields/drawing-fields';

export interface SvgPalette {
  theme: 'light' | 'dark';
  canvas: string;
  surface: string;
  panel: string;
  jack: string;
  border: string;
  text: string;
  muted: string;
  cable: string;
  note: string;
  noteBorder: string;
  noteText: string;
  /** Colours of notes, shapes and groups. */
  drawing: Record<(typeof drawingColours)[number], string>;
  /** By colour slot; the first is VLAN 0's neutral one. */
  vlans: readonly string[];
}

export const svgPalettes: Record<'light' | 'dark', SvgPalette> = {
  light: {
    theme: 'light',
    canvas: '#f5f6f8',
    surface: '#ffffff',
    panel: '#eceff3',
    jack: '#ffffff',
    border: '#cfd5dd',
    text: '#1a2029',
    muted: '#565f6d',
    cable: '#8b95a3',
    note: '#fff8dc',
    noteBorder: '#ead9a0',
    noteText: '#51431a',
    drawing: {
      neutral: '#565f6d',
      blue: '#2c5fe0',
      teal: '#0e7c86',
      green: '#15803d',
      amber: '#a16207',
      red: '#c3242d',
      violet: '#6d3fd0',
    },
    vlans: [
      '#69727f',
      '#0462d3',
      '#a74a04',
      '#077b30',
      '#a20abd',
      '#c50220',
      '#0d7677',
      '#5605c0',
      '#544f08',
      '#8b005a',
      '#2d5a04',
      '#0a5475',
      '#6e4108',
    ],
  },
  dark: {
    theme: 'dark',
    canvas: '#0f1216',
    surface: '#1a1f26',
    panel: '#12161b',
    jack: '#232a33',
    border: '#3a4450',
    text: '#e8ebef',
    muted: '#a5afbc',
    cable: '#6b7684',
    note: '#2c2714',
    noteBorder: '#574b21',
    noteText: '#eadfb4',
    drawing: {
      neutral: '#a5afbc',
      blue: '#7da4ff',
      teal: '#4cc9d4',
      green: '#5fd48a',
      amber: '#f0c24b',
      red: '#ff8087',
      violet: '#b497ff',
    },
    vlans: [
      '#8d97a5',
      '#5e9efd',
      '#f87103',
      '#27bd53',
      '#d171e6',
      '#ff645f',
      '#1db4b4',
      '#c9c2ff',
      '#dcd015',
      '#fdb0d4',
      '#91e55b',
      '#8fd5fd',
      '#febb77',
    ],
  },
};
