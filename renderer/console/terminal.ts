/**
 * One xterm with its add-ons on its line to the service. It lives as long as its tab and knows
 * nothing of React.
 */
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal as Xterm } from '@xterm/xterm';
import type { ConsoleId } from '../../shared/service';
import { raiseThrown } from '../session/notices';
import type { Theme } from '../ui/theme';
import { ConsoleLink, type ConsoleService, type Screen } from './console-link';
import { isReport } from './terminal-reports';
import { searchMarks, terminalThemes } from './terminal-theme';

export interface TerminalEvents {
  connected(now: boolean): void;
  printed(): void;
  /** Returns whether the key press was taken: then the machine does not get it. */
  key(event: KeyboardEvent): boolean;
  found(at: number, count: number): void;
}

const FONT_SIZE = 13;
const RESET = '\x1bc';
const SHOW_CURSOR = '\x1b[?25h';
const HIDE_CURSOR = '\x1b[?25l';
const SCROLLBACK_LINES = 10_000;

function makeXterm(theme: Theme, fontFamily: string): Xterm {
  return new Xterm({
    allowProposedApi: true,
    cursorBlink: true,
    fontFamily,
    fontSize: FONT_SIZE,
    lineHeight: 1.25,
    scrollback: SCROLLBACK_LINES,
    // AA, whatever colours a program picks.
    minimumContrastRatio: 4.5,
    theme: terminalThemes[theme],
  });
}

/** Opens a link of the guest's output in a new window, with Ctrl as in other terminals. */
function followLink(event: MouseEvent, address: string): void {
  if (event.ctrlKey || event.metaKey) window.open(address, '_blank', 'noopener,noreferrer');
}

export class Terminal {
  readonly #xterm: Xterm;
  readonly #fit = new FitAddon();
  readonly #search = new SearchAddon();
  readonly #link: ConsoleLink;
  #theme: Theme;
  /** How many replays are being drawn; the questions in them were answered long ago. */
  #replays = 0;
  #frame = 0;
  #sought = '';
  #hasCursor = true;

  constructor(
    id: ConsoleId,
    options: { host: HTMLElement; theme: Theme; fontFamily: string; label: string },
    events: TerminalEvents,
    service: ConsoleService,
  ) {
    this.#theme = options.theme;
    this.#xterm = makeXterm(options.theme, options.fontFamily);
    this.#addOns(events);
    this.#xterm.attachCustomKeyEventHandler((event) => !events.key(event));
    this.#xterm.open(options.host);
    this.setLabel(options.label);
    this.#fit.fit();
    this.#link = new ConsoleLink(id, this.#screen(events), service);
    // A tab that is opened behind others has no size of its own yet: its guest keeps the one it had.
    if (options.host.clientHeight > 0) this.#link.resize(this.#xterm.cols, this.#xterm.rows);
    this.#xterm.onResize(({ cols, rows }) => this.#link.resize(cols, rows));
    this.#xterm.onData((data) => {
      if (this.#replays === 0 || !isReport(data)) this.#link.type(data);
    });
  }

  get selection(): string {
    return this.#xterm.getSelection();
  }

  /** Names the terminal for screen readers and tests. */
  setLabel(label: string): void {
    this.#xterm.textarea?.setAttribute('aria-label', label);
    this.#xterm.textarea?.setAttribute('aria-description', 'Ctrl+Shift+E leaves the console');
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#paint();
    // The marks of a search have the colours of the former theme.
    this.#search.clearDecorations();
    this.find(this.#sought, 0);
  }

  /** Fits the grid to the host with the next frame; however often it is asked, once. */
  fitSoon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#fit.fit());
  }

  focus(): void {
    this.#xterm.focus();
  }

  paste(text: string): void {
    this.#xterm.paste(text);
  }

  /** Empties the screen and what was scrolled away, except for the line of the cursor. */
  clear(): void {
    this.#xterm.clear();
  }

  /** @param step 1 for the next match, -1 for the one before, 0 to stay while the text grows */
  find(text: string, step: 1 | -1 | 0): void {
    const options = { decorations: searchMarks[this.#theme], incremental: step === 0 };
    if (text === '') {
      if (this.#sought !== '') this.endSearch();
      return;
    }
    this.#seek(text);
    if (step === -1) this.#search.findPrevious(text, options);
    else this.#search.findNext(text, options);
  }

  endSearch(): void {
    this.#seek('');
    this.#search.clearDecorations();
    this.#xterm.clearSelection();
  }

  /** Gives up the tab's place at the console and everything on the page. */
  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#link.close();
    this.#xterm.dispose();
  }

  #seek(text: string): void {
    const changesMarks = (text === '') !== (this.#sought === '');
    this.#sought = text;
    if (changesMarks) this.#paint();
  }

  /** The match that is shown is the selection too, and so needs the colour of a match. */
  #paint(): void {
    const theme = terminalThemes[this.#theme];
    const selectionInactiveBackground = searchMarks[this.#theme].activeMatchBackground;
    this.#xterm.options.theme =
      this.#sought === '' ? theme : { ...theme, selectionInactiveBackground };
  }

  #addOns(events: TerminalEvents): void {
    this.#xterm.loadAddon(this.#fit);
    this.#xterm.loadAddon(this.#search);
    this.#xterm.loadAddon(new WebLinksAddon(followLink));
    this.#xterm.loadAddon(new Unicode11Addon());
    this.#xterm.unicode.activeVersion = '11';
    this.#search.onDidChangeResults(({ resultIndex, resultCount }) =>
      events.found(resultIndex, resultCount),
    );
  }

  /** No cursor stands where nobody reads; a program that hid it before the tab came is left alone. */
  #showCursor(show: boolean): void {
    if (show === this.#hasCursor) return;
    this.#hasCursor = show;
    this.#xterm.write(show ? SHOW_CURSOR : HIDE_CURSOR);
  }

  #screen(events: TerminalEvents): Screen {
    return {
      restart: (replay) => {
        // Reset within the stream: what is still to be drawn of the former attachment comes before.
        this.#xterm.write(RESET);
        this.#hasCursor = true;
        this.#replays += 1;
        this.#xterm.write(replay, () => {
          this.#replays -= 1;
        });
      },
      write: (data, drawn) => {
        this.#xterm.write(data, drawn);
        events.printed();
      },
      connected: (now) => {
        this.#showCursor(now);
        events.connected(now);
      },
      failed: raiseThrown,
    };
  }
}
