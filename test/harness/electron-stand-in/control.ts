/** The test's hand on the stand-in: what a user or the desktop does outside of the page. */
import { z } from 'zod';
import { chromium } from './app';
import { answers, shown } from './dialog';
import { choose, look } from './menu';

const orderSchema = z.object({
  id: z.number(),
  order: z.discriminatedUnion('do', [
    z.object({ do: z.literal('endpoint') }),
    z.object({ do: z.literal('closeWindow') }),
    z.object({ do: z.literal('chooseMenu'), item: z.string() }),
    z.object({ do: z.literal('menuItem'), item: z.string() }),
    z.object({ do: z.literal('answerDialog'), answer: z.unknown() }),
    z.object({ do: z.literal('shownDialogs') }),
    z.object({ do: z.literal('openedLinks') }),
    z.object({ do: z.literal('pageLoads') }),
    z.object({ do: z.literal('startAgain'), args: z.array(z.string()), directory: z.string() }),
  ]),
});

export type Order = z.infer<typeof orderSchema>['order'];

interface Parts {
  readonly app: { quit(): void; emit(event: string, ...args: unknown[]): boolean };
  readonly windows: readonly { close(): void; readonly webContents: { readonly loads: number } }[];
  readonly opened: readonly string[];
}

async function carryOut(order: Order, parts: Parts): Promise<unknown> {
  switch (order.do) {
    case 'endpoint':
      return (await chromium).endpoint;
    case 'closeWindow':
      parts.windows[0]?.close();
      return null;
    case 'chooseMenu':
      choose(order.item);
      return null;
    case 'menuItem':
      return look(order.item);
    case 'answerDialog':
      answers.push(order.answer);
      return null;
    case 'shownDialogs':
      return shown;
    case 'openedLinks':
      return parts.opened;
    case 'startAgain':
      // Chromium mixes switches of its own in.
      return parts.app.emit(
        'second-instance',
        {},
        ['vdelab', '--no-sandbox', ...order.args],
        order.directory,
      );
    case 'pageLoads':
      return parts.windows[0]?.webContents.loads ?? 0;
  }
}

/** Listens on the channel of `child_process.fork`; without one nobody is there to control it. */
export function startControl(parts: Parts): void {
  process.on('message', (message) => {
    const { id, order } = orderSchema.parse(message);
    carryOut(order, parts).then(
      (value) => process.send?.({ id, ok: true, value }),
      (error: unknown) => process.send?.({ id, ok: false, message: String(error) }),
    );
  });
}
