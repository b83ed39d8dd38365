/** One connected page: checks what it asks, hands it to the handlers, and passes events on. */
import { inspect } from 'node:util';
import type { z } from 'zod';
import {
  type CallName,
  calls,
  type EventMessage,
  type EventName,
  type Payload,
  type Reply,
  type Result,
  requestSchema,
} from '../../shared/contract/service';
import { FailureError, failureOf } from '../../shared/failure/failure';
import { issueAt } from '../../shared/rules/schema-messages';
import type { ConsoleClient, ConsoleHub } from '../console/console-hub';
import type { ScreenClient, ScreenHub } from '../console/screen-hub';
import { complain } from '../system/terminal-text';
import type { TelemetrySubscription, TelemetrySubscriptions } from './telemetry-subscriptions';

export interface Session {
  /** Answers one request, whatever it is; never rejects. */
  handle(request: unknown): Promise<Reply>;
  close(): void;
}

/** What a handler may use of the page that asks. */
export interface Caller {
  readonly consoles: ConsoleClient;
  readonly screens: ScreenClient;
  readonly watch: TelemetrySubscription;
  /** Sends an event to every page but this one. */
  tellOthers<E extends EventName>(event: E, payload: Payload<E>): void;
}

export type Handlers = {
  readonly [C in CallName]: (
    params: z.output<(typeof calls)[C]['params']>,
    caller: Caller,
  ) => Promise<Result<C>> | Result<C>;
};

/** All connected pages. */
export class Sessions {
  readonly #handlers: Handlers;
  readonly #consoles: ConsoleHub;
  readonly #screens: ScreenHub;
  readonly #watches: TelemetrySubscriptions;
  readonly #open = new Set<(message: EventMessage) => void>();

  constructor(
    handlers: Handlers,
    consoles: ConsoleHub,
    screens: ScreenHub,
    watches: TelemetrySubscriptions,
  ) {
    this.#handlers = handlers;
    this.#consoles = consoles;
    this.#screens = screens;
    this.#watches = watches;
  }

  /** Whether any page is connected. */
  get isAnyOpen(): boolean {
    return this.#open.size > 0;
  }

  /** Sends an event to every page. */
  tell<E extends EventName>(event: E, payload: Payload<E>): void {
    for (const send of this.#open) send({ event, payload });
  }

  connect(send: (message: EventMessage) => void): Session {
    this.#open.add(send);
    const consoles = this.#consoles.openClient((event, payload) => send({ event, payload }));
    const screens = this.#screens.openClient((event, payload) => send({ event, payload }));
    const watch = this.#watches.open((event, payload) => send({ event, payload }));
    const caller: Caller = {
      consoles,
      screens,
      watch,
      tellOthers: (event, payload) => {
        for (const other of this.#open) if (other !== send) other({ event, payload });
      },
    };
    return {
      handle: (request) => this.#handle(request, caller),
      close: () => {
        this.#open.delete(send);
        consoles.close();
        screens.close();
        watch.close();
      },
    };
  }

  async #handle(request: unknown, caller: Caller): Promise<Reply> {
    const parsed = requestSchema.safeParse(request);
    if (!parsed.success)
      return { id: requestId(request), ok: false, failure: badRequest(parsed.error) };
    const { id, call, params } = parsed.data;
    try {
      return { id, ok: true, value: await this.#call(call, params, caller) };
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.code === 'internal') complain(`${call}: ${inspect(thrown)}`);
      return { id, ok: false, failure };
    }
  }

  async #call<C extends CallName>(call: C, params: unknown, caller: Caller): Promise<Result<C>> {
    const checked = calls[call].params.safeParse(params);
    if (!checked.success) throw new FailureError(badRequest(checked.error));
    const handler = this.#handlers[call] as (params: unknown, caller: Caller) => Promise<Result<C>>;
    return handler(checked.data, caller);
  }
}

/** The number to answer to, if the message has one at all. */
function requestId(request: unknown): number {
  const id = (request as { id?: unknown } | null)?.id;
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : 0;
}

function badRequest(error: z.ZodError): FailureReply {
  const issue = error.issues[0];
  return {
    code: 'bad-request',
    message: 'The page asked for something that this version of Vdelab does not understand.',
    next: 'Reload the page; if it comes back, restart Vdelab.',
    detail: issue === undefined ? '' : issueAt(issue),
  };
}

type FailureReply = Extract<Reply, { ok: false }>['failure'];
