/**
 * Links in the output: web addresses, which open in the browser, and addresses of the lab's nodes, which
 * lead to the node in the drawing. Both with Ctrl, as in other terminals. What a guest prints is not
 * trusted: only http and https are followed, and a link whose text may differ from where it leads says
 * the address first.
 */

import { WebLinksAddon } from '@xterm/addon-web-links';
import type { ILink, Terminal as Xterm } from '@xterm/xterm';
import { isWebAddress } from '../../../shared/text/web-address';
import { currentDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { pageState } from '../../page/page-state';
import { destinations } from '../../ui/destinations';
import { ask } from '../../ui/dialogs';
import { addressBook, addressesIn } from '../tabs/node-addresses';

const withKey = (event: MouseEvent) => event.ctrlKey || event.metaKey;

function openOutside(address: string): void {
  window.open(address, '_blank', 'noopener,noreferrer');
}

function followWritten(event: MouseEvent, address: string): void {
  if (withKey(event) && isWebAddress(address)) openOutside(address);
}

/** A link by escape sequence (OSC 8): its text can say anything. */
async function followHidden(event: MouseEvent, address: string): Promise<void> {
  if (!withKey(event) || !isWebAddress(address)) return;
  const answer = await ask({
    title: t('Open this address?'),
    text: t('A program in the console made this link. It leads here:'),
    blocks: [{ title: t('Address'), lines: address }],
    confirm: t('Open'),
  });
  if (answer === 'confirm') openOutside(address);
}

const lab = pageState(() => ({
  document: currentDocument(),
  addresses: addressBook(currentDocument()),
}));

function nodeWith(address: string): string | undefined {
  const document = currentDocument();
  const book = lab();
  if (book.document !== document)
    Object.assign(book, { document, addresses: addressBook(document) });
  return book.addresses.get(address);
}

function nodeLinks(xterm: Xterm, row: number): ILink[] {
  const line = xterm.buffer.active.getLine(row - 1)?.translateToString(true) ?? '';
  return addressesIn(line).flatMap(({ address, at }) => {
    const node = nodeWith(address);
    if (node === undefined) return [];
    const range = { start: { x: at + 1, y: row }, end: { x: at + address.length, y: row } };
    const activate = (event: MouseEvent) => {
      if (withKey(event)) destinations().revealNode(node);
    };
    return [{ range, text: address, activate }];
  });
}

/** Makes the links of a terminal work. */
export function addLinks(xterm: Xterm): void {
  xterm.loadAddon(new WebLinksAddon(followWritten));
  xterm.options.linkHandler = { activate: (event, address) => void followHidden(event, address) };
  xterm.registerLinkProvider({
    provideLinks: (row, answer) => answer(nodeLinks(xterm, row)),
  });
}
