/** How the cards and the serial port of a machine were set before they were lent to a lab. */
import { z } from 'zod';
import { type GenericCard, genericCardOf, type VboxInfo } from './vbox-parse';

export const cardBeforeSchema = z.object({
  adapter: z.number().int().min(1).max(8),
  /** As `--nicN` takes it: `nat`, `bridged`, `none`, ... */
  attachment: z.string(),
  /** Without colons; empty as long as it is not known, see {@link uncovered}. */
  mac: z.string(),
  connected: z.boolean().nullable(),
  /** The generic driver and its properties, which a card keeps while it is attached to something else. */
  generic: z.string().nullable(),
  properties: z.record(z.string(), z.string()).nullable(),
});
export type CardBefore = z.infer<typeof cardBeforeSchema>;

export const serialBeforeSchema = z.object({
  /** `off`, or its address and interrupt: `0x03f8,4`. */
  port: z.string(),
  /** `disconnected`, `server,PATH`, a device, ...; null as long as it is not known. */
  mode: z.string().nullable(),
});
export type SerialBefore = z.infer<typeof serialBeforeSchema>;

/** What VirtualBox tells at once: attachments, and what belongs to cards that are on. */
export function cardsBefore(info: VboxInfo, adapters: readonly number[]): CardBefore[] {
  return adapters.map((number) => {
    const found = info.adapters.find(({ adapter }) => adapter === number);
    return {
      adapter: number,
      attachment: found?.attachment ?? 'none',
      mac: found?.mac ?? '',
      connected: found?.connected ?? null,
      generic: null,
      properties: null,
    };
  });
}

/** The same with what it tells of cards after they were turned into generic ones. */
export function uncovered(
  cards: readonly CardBefore[],
  info: VboxInfo,
  description: string,
): CardBefore[] {
  const [now, drivers] = [info, genericCards(cards, description)];
  return cards.map((card) => {
    const shown = now.adapters.find(({ adapter }) => adapter === card.adapter);
    const { driver, properties } = drivers.get(card.adapter) ?? { driver: '', properties: {} };
    return {
      ...card,
      mac: shown?.mac ?? card.mac,
      connected: shown?.connected ?? card.connected,
      generic: driver,
      properties,
    };
  });
}

function genericCards(cards: readonly CardBefore[], description: string): Map<number, GenericCard> {
  return new Map(
    cards.flatMap(({ adapter }) => {
      const found = genericCardOf(description, adapter);
      return found === null ? [] : [[adapter, found]];
    }),
  );
}
