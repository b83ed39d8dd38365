/** What a page in the made-up language says in plain Latin letters: texts that nobody can translate. */
import type { Page } from 'playwright-core';

/** A text of the page, and where it stands: `button text`, `input placeholder`. */
interface Shown {
  readonly place: string;
  readonly text: string;
}

/** Everything that is read on the page or heard from it: texts, names, tips, hints in fields, choices. */
function shownOn(page: Page): Promise<Shown[]> {
  return page.evaluate(() => {
    // What the user or a guest wrote, names of files, keys, and what is typed into a shell.
    const others = [
      '.xterm, .xterm *, .note-text, .file-name, code, pre, script, style, noscript, textarea',
      // Sentences of the service and of the rules, and the letter that is a symbol.
      '.status-detail, .view-row-text span, .toast[data-tone="failure"] p *, .palette-letter',
      '.toast[data-tone="failure"] p, .field-message, .command-text, .failure p',
      '.problem-mark, .problem-message, .problem-mend, .part-title strong, .part-version, .part-lacks li',
      '.copy-line button, p[role="status"]:has(~ .modal-sections)',
    ].join();
    const attributes = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'].concat([
      'aria-roledescription',
      'aria-valuetext',
      'label',
    ]);
    const placeOf = (element: Element) => {
      const [mark = ''] = element.classList;
      return `${element.tagName.toLowerCase()}${mark === '' ? '' : `.${mark}`}`;
    };
    const own = (element: Element) =>
      [...element.childNodes]
        .filter((child) => child.nodeType === Node.TEXT_NODE)
        .map((child) => child.textContent ?? '')
        .join('');
    // What style sheets write is looked at once for each element: it is slow.
    const styled = globalThis as { seen?: WeakSet<Element> };
    styled.seen ??= new WeakSet();
    const { seen } = styled;
    const painted = (element: Element) => {
      if (seen.has(element)) return [];
      seen.add(element);
      return ['::before', '::after'].map((part) => {
        const { content } = getComputedStyle(element, part);
        return content.startsWith('"') ? content : '';
      });
    };
    const describing = new Set(
      [...document.querySelectorAll('[aria-describedby]')].flatMap(
        (element) => element.getAttribute('aria-describedby')?.split(' ') ?? [],
      ),
    );
    const isShown = (element: Element) =>
      describing.has(element.id) ||
      element instanceof HTMLOptionElement ||
      element.checkVisibility({ visibilityProperty: true });
    const elements = [...document.body.querySelectorAll('*')].filter(isShown);
    return elements.flatMap((element) => {
      const place = placeOf(element);
      const texts = element.matches(others) ? [] : [own(element), ...painted(element)];
      const named = (element.matches(others) ? [] : attributes).flatMap((name) => {
        const text = element.getAttribute(name);
        return text === null ? [] : [{ place: `${place} ${name}`, text }];
      });
      return [...texts.map((text) => ({ place, text })), ...named];
    });
  });
}

/** What is no text of the page, though it stands there. */
const notTexts: readonly RegExp[] = [
  // Ethernet and IPv6 addresses, web addresses, locators and paths.
  /\b(?:[0-9a-f]{1,2}:){2,}[0-9a-f]{1,2}\b/gi,
  /\b[a-z]+:\/\/\S*/g,
  /(?<![\w)])[~.]?\/[\w.+-]+(?:\/[\w.+-]*)*/g,
  // Keys.
  /(?<=\()(?:(?:Ctrl|Shift|Alt)\+)*(?:[A-Z]|F\d+|Enter|Delete|Esc|Escape|Space)(?=\))/g,
  /\b(?:(?:Ctrl|Alt|Shift)\+)+[A-Z]\b/g,
  // Units behind numbers, and alone behind fields.
  /^(?:ms|s|px)$/g,
  /(?<=\d\s?)(?:ms|s|min|h|px|[kMGT]?B|[kMG]?i?B|[kMG]?bits?(?:\/s)?|fps)\b/g,
  // Cards and interfaces of guests.
  /\b(?:eth|tap|vec|ttyS|lo)\d*\b/g,
  // A module of vde_plug before what it is, and jacks of what has one.
  /^[a-z]+: (?=⟦)/g,
  /\b(?:nat|plug|tap|host)$|\b(?:nat|plug|tap|host)(?=:)/g,
];

/** `Ctrl+Shift+X`, `F5`, `Space`. */
const keyNames =
  /^(?:(?:Ctrl|Shift|Alt)(?:\+|$))*(?:.|F\d+|Enter|Tab|Space|Delete|Backspace|Esc(?:ape)?|Home|End|Insert|Menu|Left|Right|Up|Down)?$/;

/** The plain words of the page that are not allowed to be. @param allowed names of the user and of products */
export async function plainWords(page: Page, allowed: ReadonlySet<string>): Promise<string[]> {
  const found = (await shownOn(page)).flatMap(({ place, text }) => {
    if (place === 'kbd' && keyNames.test(text)) return [];
    const rest = notTexts.reduce((left, pattern) => left.replace(pattern, ''), text);
    const words = (rest.match(/[A-Za-z](?:[\w.-]*\w)?/g) ?? []).filter(
      (word) => !allowed.has(word),
    );
    return words.length === 0 ? [] : [`${words.join(' ')}  in ${place}: ${text.slice(0, 90)}`];
  });
  return [...new Set(found)];
}
