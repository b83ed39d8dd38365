/**
 * What QEMU says by its machine protocol (QMP): JSON objects, one a line, in pieces that may end anywhere.
 * Pure. A peer that says anything else, or too much of it, is not QEMU.
 */
import { z } from 'zod';
import { parseJson } from '../../../shared/text/json-check';

const greetingSchema = z.object({ QMP: z.object({ version: z.unknown() }) });
const replySchema = z.object({
  id: z.number(),
  return: z.unknown().optional(),
  error: z.object({ class: z.string(), desc: z.string() }).optional(),
});
const eventSchema = z.object({
  event: z.string(),
  data: z.record(z.string(), z.unknown()).optional(),
});

/** Something that QEMU tells by itself: its name, like `STOP`, and what it says about it. */
export interface QmpEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The answer to the command with that id: what it returns, or why it was refused. */
export type QmpReply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly refusal: string };

export interface QmpListener {
  greeted(): void;
  event(event: QmpEvent): void;
  reply(reply: QmpReply): void;
}

/** More than any reply that is asked for; a peer that sends no line break is not QEMU. */
export const MAX_LINE_CHARACTERS = 1 << 20;

export class QmpMessages {
  readonly #listener: QmpListener;
  /** Pieces of the line that has not ended yet: put together once, however small they come. */
  #pieces: string[] = [];
  #length = 0;
  #isBroken = false;

  constructor(listener: QmpListener) {
    this.#listener = listener;
  }

  /** Takes the next piece. False when this is not QEMU; nothing is taken from then on. */
  read(text: string): boolean {
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1 && !this.#isBroken; ) {
      this.#append(text.slice(start, end));
      this.#endLine();
      start = end + 1;
      end = text.indexOf('\n', start);
    }
    if (!this.#isBroken) this.#append(text.slice(start));
    return !this.#isBroken;
  }

  #append(piece: string): void {
    if (piece === '') return;
    this.#length += piece.length;
    this.#pieces.push(piece);
    if (this.#length > MAX_LINE_CHARACTERS) this.#break();
  }

  #break(): void {
    this.#isBroken = true;
    this.#pieces = [];
  }

  #endLine(): void {
    if (this.#isBroken) return;
    const line = this.#pieces.join('');
    this.#pieces = [];
    this.#length = 0;
    let message: unknown;
    try {
      message = parseJson(line);
    } catch {
      this.#break();
      return;
    }
    this.#take(message);
  }

  #take(message: unknown): void {
    if (greetingSchema.safeParse(message).success) {
      this.#listener.greeted();
      return;
    }
    const told = eventSchema.safeParse(message).data;
    if (told !== undefined) {
      this.#listener.event({ event: told.event, data: told.data ?? {} });
      return;
    }
    const reply = replySchema.safeParse(message).data;
    if (reply === undefined) return;
    const { id, error } = reply;
    this.#listener.reply(
      error === undefined
        ? { id, value: reply.return }
        : { id, refusal: `${error.class}: ${error.desc}` },
    );
  }
}
