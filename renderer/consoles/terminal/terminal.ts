/**
 * One xterm with its add-ons on its line to the service. It lives as long as its tab and knows
 * nothing of React.
 */

import { FitAddon } from '@xterm/addon-fit';
import { type ISearchOptions, SearchAddon } from '@xterm/addon-search';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal as Xterm } from '@xterm/xterm';
import type { ConsoleId } from '../../../shared/contract/console-id';
import { matcherOf } from '../../../shared/contract/console-search';
import type { Sought } from '../../../shared/contract/service-consoles';
import { raiseThrown } from '../../ui/notices';
import { ConsoleLink, type ConsoleService, type Screen } from './console-link';
import { HiddenOutput } from './hidden-output';
import { LineTimes, timedPieces } from './line-times';
import { wholeWords } from './search-pattern';
import { linesUpwards } from './terminal-lines';
import { addLinks } from './terminal-links';
import type { TerminalLook } from './terminal-look';
import { isAnswer, isOwnAnswer, isReport } from './terminal-reports';

export interface TerminalEvents {
  connected(now: boolean): void;
  printed(): void;
  /** Somebody typed this; it has not been sent yet. */
  typed(data: string): void;
  rang(): void;
  /** Returns whether the key press was taken: then the machine does not get it. */
  key(event: KeyboardEvent): boolean;
  found(at: number, count: number): void;
}

export interface SearchOptions {
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
  readonly pattern: boolean;
}

const RESET = '\x1bc';
const SHOW_CURSOR = '\x1b[?25h';
const HIDE_CURSOR = '\x1b[?25l';
export const plainSearch: SearchOptions = { matchCase: false, wholeWord: false, pattern: false };

function makeXterm({ options, colours }: TerminalLook): Xterm {
  return new Xterm({
    ...options,
    allowProposedApi: true,
    // AA, whatever colours a program picks.
    minimumContrastRatio: 4.5,
    theme: colours,
  });
}

export class Terminal {
  readonly #xterm: Xterm;
  readonly #host: HTMLElement;
  readonly #fit = new FitAddon();
  readonly #search = new SearchAddon();
  readonly #link: ConsoleLink;
  readonly #times: LineTimes;
  readonly #output: HiddenOutput;
  #look: TerminalLook;
  /** How many replays are being drawn; the questions in them were answered long ago. */
  #replays = 0;
  #frame = 0;
  #sought = '';
  #options = plainSearch;
  #hasCursor = true;
  #printedAt = 0;
  #pasting = false;
  #isShown = true;
  readonly #watched: AbortController = new AbortController();
  /** Waits for the first replay. */
  #afterReplay: (() => void)[] | null = [];

  constructor(
    id: ConsoleId,
    options: { host: HTMLElement; look: TerminalLook; label: string },
    events: TerminalEvents,
    service: ConsoleService,
  ) {
    this.#look = options.look;
    this.#host = options.host;
    this.#xterm = makeXterm(options.look);
    this.#times = new LineTimes(this.#xterm);
    this.#output = new HiddenOutput((data, drawn) => this.#times.write(data, Date.now(), drawn));
    this.#paint();
    this.#addOns(events);
    this.#xterm.attachCustomKeyEventHandler((event) => !events.key(event));
    this.#xterm.open(options.host);
    this.setLabel(options.label);
    this.#fit.fit();
    this.#link = new ConsoleLink(id, this.#screen(events), service);
    // A tab that is opened behind others has no size of its own yet: its guest keeps the one it had.
    if (options.host.clientHeight > 0) this.#link.resize(this.#xterm.cols, this.#xterm.rows);
    this.#xterm.onResize(({ cols, rows }) => this.#link.resize(cols, rows));
    this.#xterm.onData((data) => this.#handle(data, events));
    this.#watch(options.host);
    this.#xterm.onBell(() => this.#replays === 0 && events.rang());
  }

  /** Tells which of several pages is the one in use, and which are in a window that nobody sees. */
  #watch(host: HTMLElement): void {
    const { signal } = this.#watched;
    host.addEventListener('focusin', () => this.#link.use(), { signal });
    document.addEventListener('visibilitychange', () => this.#tellVisible(), { signal });
  }

  get selection(): string {
    return this.#xterm.getSelection();
  }

  /** When something was last printed, on the clock of `performance.now()`. */
  get printedAt(): number {
    return this.#printedAt;
  }

  /** Whether a program in it wants the mouse for itself. */
  get takesMouse(): boolean {
    return this.#xterm.modes.mouseTrackingMode !== 'none';
  }

  /** Names the terminal for screen readers and tests. @param hint how its keyboard is left */
  setLabel(label: string, hint = ''): void {
    this.#xterm.textarea?.setAttribute('aria-label', label);
    this.#xterm.textarea?.setAttribute('aria-description', hint);
  }

  setLook(look: TerminalLook): void {
    this.#look = look;
    Object.assign(this.#xterm.options, look.options);
    this.#paint();
    this.fitSoon();
    // The marks of a search have the colours of the former theme.
    this.#search.clearDecorations();
    this.find(this.#sought, 0, this.#options);
  }

  /** What cannot be seen is drawn less often. */
  setVisible(visible: boolean): void {
    this.#output.setVisible(visible);
    this.#isShown = visible;
    this.#tellVisible();
  }

  #tellVisible(): void {
    this.#link.setVisible(this.#isShown && document.visibilityState === 'visible');
  }

  /** Fits the grid to the host with the next frame; however often it is asked, once. */
  fitSoon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      if (this.#host.clientHeight > 0) this.#fit.fit();
    });
  }

  focus(): void {
    this.#xterm.focus();
  }

  /** Sends what was typed here or in a console that this one types along with. */
  send(data: string): void {
    this.#link.type(data);
  }

  /** Pastes into this console only, in brackets if its program asked for them (DEC mode 2004). */
  paste(text: string): void {
    this.#pasting = true;
    this.#xterm.paste(text);
    this.#pasting = false;
  }

  selectAll(): void {
    this.#xterm.selectAll();
  }

  /** Empties the screen and what was scrolled away, except for the line of the cursor. */
  clear(): void {
    this.#xterm.clear();
  }

  /** @param step 1 for the next match below, -1 for the one above, 0 for the lowest, which is the newest */
  find(text: string, step: 1 | -1 | 0, wanted = plainSearch): void {
    // The addon compares options with those that it has just been given, and would keep its matches.
    if (this.#options !== wanted) this.#search.clearDecorations();
    this.#options = wanted;
    if (text === '') {
      if (this.#sought !== '') this.endSearch();
      return;
    }
    this.#seek(text);
    const options: ISearchOptions = {
      decorations: this.#look.marks,
      caseSensitive: wanted.matchCase,
      regex: wanted.pattern || wanted.wholeWord,
    };
    const term = wanted.wholeWord ? wholeWords(text, wanted.pattern) : text;
    // Without a selection, it looks upwards from the last line.
    if (step === 0) this.#xterm.clearSelection();
    if (step === 1) this.#search.findNext(term, options);
    else this.#search.findPrevious(term, options);
  }

  endSearch(): void {
    this.#seek('');
    this.#search.clearDecorations();
    this.#xterm.clearSelection();
  }

  /** Shows and selects a match: that of the line which so many lines with a match come after. */
  reveal(sought: Sought, fromEnd: number): void {
    this.#whenReplayed(() => this.#revealNow(sought, fromEnd));
  }

  /** The times of the rows that can be seen; null for those that are empty still. */
  shownTimes(): { times: (number | null)[]; rowHeight: number; top: number } {
    const { rows } = this.#xterm;
    const { viewportY, baseY, cursorY, type } = this.#xterm.buffer.active;
    const used = type === 'alternate' ? 0 : baseY + cursorY + 1 - viewportY;
    const times = this.#times
      .of(viewportY, rows)
      .map((time, row) => (row < used && !this.#isWrapped(viewportY + row) ? time : null));
    const screen = this.#host.querySelector('.xterm-screen');
    const height = screen?.getBoundingClientRect().height ?? 0;
    const top = (screen?.getBoundingClientRect().top ?? 0) - this.#host.getBoundingClientRect().top;
    return { times, rowHeight: height / rows, top };
  }

  /** Calls back after each drawing and scrolling, until the returned function is called. */
  onDrawn(listener: () => void): () => void {
    const heard = [this.#xterm.onRender(listener), this.#xterm.onScroll(listener)];
    return () => {
      for (const one of heard) one.dispose();
    };
  }

  /** Gives up the tab's place at the console and everything on the page. */
  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#watched.abort();
    this.#link.close();
    this.#xterm.dispose();
  }

  #isWrapped(row: number): boolean {
    return this.#xterm.buffer.active.getLine(row)?.isWrapped === true;
  }

  #handle(data: string, events: TerminalEvents): void {
    if (this.#replays > 0 && isReport(data)) return;
    if (isAnswer(data)) this.#link.answer(data);
    else if (this.#pasting || isOwnAnswer(data)) this.#link.type(data);
    else events.typed(data);
  }

  #whenReplayed(act: () => void): void {
    if (this.#afterReplay === null) this.#xterm.write('', act);
    else this.#afterReplay.push(act);
  }

  #revealNow(sought: Sought, fromEnd: number): void {
    const find = matcherOf(sought);
    const { cols, rows } = this.#xterm;
    let left = fromEnd;
    for (const { row, text } of linesUpwards(this.#xterm.buffer.normal)) {
      const at = find(text);
      if (at < 0) continue;
      if (left > 0) left -= 1;
      else {
        this.#xterm.select(at % cols, row + Math.floor(at / cols), sought.text.length);
        this.#xterm.scrollToLine(Math.max(0, row - Math.floor(rows / 3)));
        return;
      }
    }
  }

  #seek(text: string): void {
    const changesMarks = (text === '') !== (this.#sought === '');
    this.#sought = text;
    if (changesMarks) this.#paint();
  }

  /** The match that is shown is the selection too, and so needs the colour of a match. */
  #paint(): void {
    const { colours, marks } = this.#look;
    this.#host.style.background = colours.background ?? '';
    const selectionInactiveBackground = marks.activeMatchBackground;
    this.#xterm.options.theme =
      this.#sought === '' ? colours : { ...colours, selectionInactiveBackground };
  }

  #addOns(events: TerminalEvents): void {
    this.#xterm.loadAddon(this.#fit);
    this.#xterm.loadAddon(this.#search);
    addLinks(this.#xterm);
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
    this.#output.flush();
    this.#xterm.write(show ? SHOW_CURSOR : HIDE_CURSOR);
  }

  #restart(replay: string, times: readonly (readonly [number, number])[]): void {
    this.#output.flush();
    // Reset within the stream: what is still to be drawn of the former attachment comes before.
    this.#times.restart(RESET);
    this.#hasCursor = true;
    this.#replays += 1;
    for (const { text, time } of timedPieces(replay, times)) this.#times.write(text, time);
    this.#xterm.write('', () => {
      this.#replays -= 1;
      const waiting = this.#afterReplay ?? [];
      this.#afterReplay = null;
      for (const act of waiting) act();
    });
  }

  #screen(events: TerminalEvents): Screen {
    return {
      restart: (replay, times) => this.#restart(replay, times),
      write: (data, drawn) => {
        this.#printedAt = performance.now();
        this.#output.write(data, drawn);
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
