import { describe, expect, it } from 'vitest';
import { ConsoleHub } from '../../../../electron/console/console-hub';
import { ScreenHub } from '../../../../electron/console/screen-hub';
import { type Handlers, Sessions } from '../../../../electron/service/session';
import { TelemetrySubscriptions } from '../../../../electron/service/telemetry-subscriptions';
import { calls, type EventMessage, type Reply } from '../../../../shared/contract/service';
import { FailureError } from '../../../../shared/failure/failure';

/** Handlers of which each answers with its parameters, but for those given. */
function sessionsWith(some: Partial<Handlers>): Sessions {
  const names = Object.keys(calls).map((name) => [name, (params: unknown) => params]);
  return new Sessions(
    { ...Object.fromEntries(names), ...some } as Handlers,
    new ConsoleHub(),
    new ScreenHub(),
    new TelemetrySubscriptions({
      traffic: () => ({ at: 0, nodes: {}, cables: {} }),
      usage: () => ({ nodes: {} }),
      usageLeft: () => {},
      view: () => {},
    }),
  );
}

const failureCode = (reply: Reply) => (reply.ok ? null : reply.failure.code);

describe('a session', () => {
  const echo = sessionsWith({}).connect(() => {});

  it('hands checked parameters to the handler', async () => {
    const reply = await echo.handle({
      id: 7,
      call: 'lab.start',
      params: { nodes: 'all', extra: 1 },
    });
    expect(reply).toEqual({ id: 7, ok: true, value: { nodes: 'all' } });
  });

  it('refuses what is no request, whatever it is', async () => {
    const nonsense = [
      null,
      undefined,
      3,
      'x',
      [],
      {},
      { id: 1 },
      { id: 'x', call: 'hello', params: {} },
    ];
    for (const request of nonsense)
      expect(failureCode(await echo.handle(request))).toBe('bad-request');
  });

  it('refuses calls that are not in the contract, inherited names too', async () => {
    for (const call of ['nothing', 'constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(failureCode(await echo.handle({ id: 1, call, params: {} }))).toBe('bad-request');
    }
  });

  it('refuses parameters that do not fit, and answers to the number', async () => {
    const reply = await echo.handle({ id: 9, call: 'console.attach', params: { console: '../x' } });
    expect(reply).toMatchObject({ id: 9, ok: false, failure: { code: 'bad-request' } });
  });

  it('turns a thrown failure into an answer', async () => {
    const failing = sessionsWith({
      'lab.get': () => {
        throw new FailureError({ code: 'disk-full', message: 'm', next: 'n' });
      },
    }).connect(() => {});
    const request = { id: 1, call: 'lab.get', params: {} };
    expect(failureCode(await failing.handle(request))).toBe('disk-full');
  });

  it('hears events until it is closed; its own are for the others', async () => {
    const sessions = sessionsWith({
      'workspace.get': (_, caller) => {
        caller.tellOthers('workspace.replaced', {});
        throw new FailureError({ code: 'interrupted', message: '', next: '' });
      },
    });
    const heard: Record<string, EventMessage[]> = { one: [], other: [] };
    const one = sessions.connect((message) => heard.one!.push(message));
    const other = sessions.connect((message) => heard.other!.push(message));
    await one.handle({ id: 1, call: 'workspace.get', params: {} });
    expect(heard).toEqual({ one: [], other: [{ event: 'workspace.replaced', payload: {} }] });
    other.close();
    sessions.tell('workspace.replaced', {});
    expect([heard.one!.length, heard.other!.length]).toEqual([1, 1]);
  });
});
