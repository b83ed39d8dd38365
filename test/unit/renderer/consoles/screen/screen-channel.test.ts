import { describe, expect, it, vi } from 'vitest';
import { bytesFrom, textFrom } from '../../../../../renderer/connection/base64';
import {
  ACKNOWLEDGE_STEP_BYTES,
  ScreenChannel,
  type ScreenService,
} from '../../../../../renderer/consoles/screen/screen-channel';
import { FailureError } from '../../../../../shared/failure/failure';

/** A service that answers when a test says so. */
class FakeService {
  readonly calls: [name: string, params: unknown][] = [];
  #listeners = new Map<string, (payload: never) => void>();
  #connection: (connected: boolean) => void = () => {};
  answerOpen: (answer: { screen: number } | Error) => void = () => {};

  readonly asService = {
    call: (name: string, params: unknown) => {
      this.calls.push([name, params]);
      if (name !== 'screen.open') return Promise.resolve({});
      return new Promise((resolve, reject) => {
        this.answerOpen = (answer) => (answer instanceof Error ? reject(answer) : resolve(answer));
      });
    },
    onEvent: (event: string, listener: (payload: never) => void) => {
      this.#listeners.set(event, listener);
      return () => this.#listeners.delete(event);
    },
    onConnectionChange: (listener: (connected: boolean) => void) => {
      this.#connection = listener;
      return () => {
        this.#connection = () => {};
      };
    },
  } as unknown as ScreenService;

  tell(event: string, payload: object): void {
    this.#listeners.get(event)?.(payload as never);
  }

  data(screen: number, text: string): void {
    this.tell('screen.data', { screen, data: btoa(text) });
  }

  cut(): void {
    this.#connection(false);
  }

  get listeners(): number {
    return this.#listeners.size;
  }
}

function open() {
  const service = new FakeService();
  const failed = vi.fn();
  const channel = new ScreenChannel('vm1', service.asService, failed);
  const heard: string[] = [];
  channel.onopen = () => heard.push('<open>');
  channel.onclose = () => heard.push('<closed>');
  channel.onmessage = ({ data }) => heard.push(Buffer.from(data).toString('latin1'));
  return { service, channel, heard, failed };
}

async function opened() {
  const all = open();
  all.service.answerOpen({ screen: 7 });
  await vi.waitFor(() => expect(all.channel.readyState).toBe('open'));
  return all;
}

describe('a screen channel', () => {
  it('carries bytes both ways', async () => {
    const { service, channel, heard } = await opened();
    service.data(7, 'RFB 003.008\n');
    service.data(8, 'of another screen');
    channel.send(new Uint8Array([0, 255, 10]));
    expect(heard).toEqual(['<open>', 'RFB 003.008\n']);
    expect(service.calls.at(-1)).toEqual(['screen.write', { screen: 7, data: 'AP8K' }]);
  });

  it('keeps what overtakes the answer, of its own screen', async () => {
    const { service, heard } = open();
    service.data(7, 'early');
    service.data(8, 'of another screen');
    service.answerOpen({ screen: 7 });
    await vi.waitFor(() => expect(heard).toEqual(['<open>', 'early']));
  });

  it('acknowledges in steps what was taken in', async () => {
    const { service } = await opened();
    service.data(7, 'x'.repeat(ACKNOWLEDGE_STEP_BYTES - 1));
    expect(service.calls.map(([name]) => name)).toEqual(['screen.open']);
    service.data(7, 'xx');
    expect(service.calls.at(-1)).toEqual([
      'screen.acknowledge',
      { screen: 7, bytes: ACKNOWLEDGE_STEP_BYTES + 1 },
    ]);
  });

  it('ends with the machine, the connection or by itself, once, and hears nothing more', async () => {
    for (const end of ['machine', 'connection', 'page']) {
      const { service, channel, heard } = await opened();
      if (end === 'machine') service.tell('screen.closed', { screen: 7 });
      else if (end === 'connection') service.cut();
      else channel.close();
      channel.close();
      expect([end, ...heard]).toEqual([end, '<open>', '<closed>']);
      expect(service.listeners).toBe(0);
      const closes = service.calls.filter(([name]) => name === 'screen.close').length;
      expect([end, closes]).toEqual([end, end === 'page' ? 1 : 0]);
    }
  });

  it('closed before it is open closes the screen that it gets', async () => {
    const { service, channel, failed } = open();
    channel.close();
    service.answerOpen({ screen: 7 });
    await vi.waitFor(() => expect(service.calls.at(-1)).toEqual(['screen.close', { screen: 7 }]));
    expect(failed).not.toHaveBeenCalled();
  });

  it('says why it does not open', async () => {
    const { service, heard, failed } = open();
    const why = new FailureError({ code: 'not-running', message: 'm', next: 'n' });
    service.answerOpen(why);
    await vi.waitFor(() => expect(heard).toEqual(['<closed>']));
    expect(failed).toHaveBeenCalledWith(why);
  });
});

describe('base64', () => {
  it('comes back as it was, however long', () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 31) & 255);
    expect(textFrom(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    expect(new Uint8Array(bytesFrom(textFrom(bytes)))).toEqual(bytes);
  });
});
