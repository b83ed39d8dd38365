/** What a page asks of the service: any JSON, over the WebSocket or Electron's channel. */
import { ConsoleHub } from '../../../electron/console/console-hub';
import { ScreenHub } from '../../../electron/console/screen-hub';
import { type Handlers, Sessions } from '../../../electron/service/session';
import { TelemetrySubscriptions } from '../../../electron/service/telemetry-subscriptions';
import { type CallName, calls, replySchema } from '../../../shared/contract/service';
import { FailureError } from '../../../shared/failure/failure';
import { mutatedJson } from '../mutate-json';
import { bytesOf, type FuzzTarget, fuelPerByte, promise, utf8Of } from '../target';

const refusal = new FailureError({
  code: 'not-found',
  message: 'It is gone.',
  next: 'Look again.',
});

/** Handlers that answer by what they are asked: nothing here runs anything. */
function handlersFor(chance: number): Handlers {
  const names = Object.keys(calls) as CallName[];
  const handler = (params: unknown) => {
    if (chance % 3 === 1) throw refusal;
    if (chance % 3 === 2) return Promise.reject(refusal);
    return Promise.resolve(params);
  };
  return Object.fromEntries(names.map((name) => [name, handler])) as unknown as Handlers;
}

function session(chance: number) {
  const watches = new TelemetrySubscriptions({
    traffic: () => ({ at: 0, nodes: {}, cables: {} }),
    usage: () => ({ at: 0, nodes: {} }) as never,
    usageLeft: () => {},
    view: () => {},
  });
  const sessions = new Sessions(handlersFor(chance), new ConsoleHub(), new ScreenHub(), watches);
  return sessions.connect(() => {});
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function run(input: Uint8Array): Promise<void> {
  const request = parsed(utf8Of(input));
  const open = session(input.length);
  try {
    const reply = await open.handle(request);
    const isWhole = replySchema.safeParse(JSON.parse(JSON.stringify(reply))).success;
    promise(isWhole, 'the reply is none');
    const asked = (request as { id?: unknown } | null)?.id;
    if (Number.isSafeInteger(asked)) promise(reply.id === asked, 'the reply is to another request');
    if (!reply.ok) {
      promise(reply.failure.code !== 'internal', 'it takes a bad request for a mistake of ours');
    }
  } finally {
    open.close();
  }
}

const wishes: Partial<Record<CallName, unknown>> = {
  'workspace.change': {
    revision: 1,
    diff: {
      nodes: { added: [], updated: [], removed: [] },
      cables: { added: [], updated: [], removed: [] },
    },
  },
  'workspace.open': { path: '/tmp/x.vdelab' },
  'lab.start': { nodes: 'all' },
  'lab.stop': { nodes: ['a', 'b'], now: true },
  'lab.watch': { traffic: true, switches: ['a'], usage: true },
  'console.write': { console: 'a:console', data: 'x' },
  'console.resize': { console: 'a:console', columns: 80, rows: 24 },
  'dialog.open': { title: 'x', extensions: ['vdelab'] },
};

const seeds = (Object.keys(calls) as CallName[]).map((call, index) =>
  bytesOf(JSON.stringify({ id: index, call, params: wishes[call] ?? {} })),
);

export const requests: FuzzTarget = {
  name: 'requests',
  modules: ['electron/service/session', 'shared/contract/service'],
  seeds,
  maxBytes: 8_192,
  fuel: fuelPerByte(500, 100_000),
  limitMs: 200,
  mutate: mutatedJson,
  run,
};
