import { describe, expect, it, vi } from 'vitest';
import { ConsoleHub } from '../../../../../electron/console/console-hub';
import { HIGH_WATER, LOW_WATER } from '../../../../../electron/console/flow-control';
import { BATCH_MS } from '../../../../../electron/console/output-batcher';
import {
  ACKNOWLEDGE_STEP,
  ConsoleLink,
  type ConsoleService,
  type Screen,
  WRITE_CHARACTERS,
} from '../../../../../renderer/consoles/terminal/console-link';
import type { EventName } from '../../../../../shared/contract/service';
import { FailureError } from '../../../../../shared/failure/failure';
import { FakeClock, FakeSource } from '../../../electron/console/fake-source';

const PC = 'pc1:console';

/** A page's client on a real hub, whose connection a test cuts and mends. */
class FakeService {
  readonly hub: ConsoleHub;
  readonly calls: string[] = [];
  /** Answers wait here while it is not null. */
  held: (() => void)[] | null = null;
  #client;
  #listeners = new Map<EventName, (payload: never) => void>();
  #connection: (connected: boolean) => void = () => {};

  constructor(hub: ConsoleHub) {
    this.hub = hub;
    this.#client = this.#open();
  }

  #open() {
    return this.hub.openClient((event, payload) => this.#listeners.get(event)?.(payload as never));
  }

  cut(): void {
    this.#client.close();
    this.#connection(false);
  }

  next(): void {
    this.#client = this.#open();
    this.#connection(true);
  }

  async #answer(name: string, params: { console: string } & Record<string, unknown>) {
    this.calls.push(name);
    if (this.held) await new Promise<void>((resolve) => this.held?.push(resolve));
    const id = params.console;
    switch (name) {
      case 'console.attach':
        return this.#client.attach(id);
      case 'console.write':
        return this.#client.write(id, String(params.data), params.answer === true);
      case 'console.view':
        return this.#client.view(id, params.visible === true, params.used === true);
      case 'console.resize':
        return this.#client.resize(id, Number(params.columns), Number(params.rows));
      case 'console.acknowledge':
        return this.#client.acknowledge(id, Number(params.characters));
      default:
        return this.#client.detach(id);
    }
  }

  readonly service: ConsoleService = {
    call: ((name: string, params: never) => this.#answer(name, params)) as ConsoleService['call'],
    onEvent: ((event: EventName, listener: (payload: never) => void) => {
      this.#listeners.set(event, listener);
      return () => this.#listeners.delete(event);
    }) as ConsoleService['onEvent'],
    onConnectionChange: (listener) => {
      this.#connection = listener;
      listener(true);
      return () => {
        this.#connection = () => {};
      };
    },
  };
}

/** A terminal that draws only when it is told to. */
class FakeScreen implements Screen {
  text = '';
  states: boolean[] = [];
  failures: unknown[] = [];
  waiting: (() => void)[] = [];

  restart(replay: string): void {
    this.text = replay;
  }

  write(data: string, drawn: () => void): void {
    this.text += data;
    this.waiting.push(drawn);
  }

  connected(now: boolean): void {
    this.states.push(now);
  }

  failed(error: unknown): void {
    this.failures.push(error);
  }

  draw(): void {
    for (const drawn of this.waiting.splice(0)) drawn();
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

async function opened({ running = true } = {}) {
  const clock = new FakeClock();
  const hub = new ConsoleHub(clock.schedule);
  const source = new FakeSource();
  if (running) {
    hub.attachSource(PC, source);
    source.print('booted\r\n');
  }
  const fake = new FakeService(hub);
  const screen = new FakeScreen();
  const link = new ConsoleLink(PC, screen, fake.service);
  await settled();
  const print = (text: string) => {
    source.print(text);
    clock.pass(BATCH_MS);
  };
  return { hub, source, fake, screen, link, print, clock };
}

describe('ConsoleLink', () => {
  it('shows the replay, then the output', async () => {
    const { screen, print } = await opened();
    print('login: ');
    expect(screen.text).toBe('booted\r\nlogin: ');
    expect(screen.states).toEqual([true]);
  });

  it('neither loses nor doubles output while the connection is gone', async () => {
    const { screen, print, fake } = await opened();
    print('one ');
    fake.cut();
    print('two ');
    fake.next();
    await settled();
    print('three');
    expect(screen.text).toBe('booted\r\none two three');
  });

  it('follows the machine through a stop and a start', async () => {
    const { hub, screen, link } = await opened();
    hub.detachSource(PC);
    const second = new FakeSource();
    hub.attachSource(PC, second);
    link.type('x');
    await settled();
    expect(screen.states).toEqual([true, false, true]);
    expect(second.written).toEqual(['x']);
  });

  it('lets a flood go on for as long as it is drawn', async () => {
    const { source, screen, print } = await opened();
    print('x'.repeat(HIGH_WATER + 1));
    expect(source.paused).toBe(true);
    screen.draw();
    await settled();
    expect(source.paused).toBe(false);
  });

  it('acknowledges in steps that leave less than the low mark behind', async () => {
    const { fake, screen, print } = await opened();
    expect(ACKNOWLEDGE_STEP).toBeLessThanOrEqual(LOW_WATER);
    const acknowledged = () => fake.calls.filter((name) => name === 'console.acknowledge').length;
    print('x'.repeat(ACKNOWLEDGE_STEP - 1));
    screen.draw();
    expect(acknowledged()).toBe(0);
    print('x');
    screen.draw();
    expect(acknowledged()).toBe(1);
  });

  it('does not acknowledge to a new attachment what the old one drew', async () => {
    const { fake, screen, print, source } = await opened();
    print('x'.repeat(HIGH_WATER));
    fake.cut();
    fake.next();
    await settled();
    print('y'.repeat(HIGH_WATER + 1));
    expect(source.paused).toBe(true);
    screen.waiting.shift()?.();
    await settled();
    expect(source.paused).toBe(true);
    screen.draw();
    await settled();
    expect(source.paused).toBe(false);
  });

  it('sends keys one write after the other, in order', async () => {
    const { fake, link, source } = await opened();
    fake.held = [];
    for (const key of 'ping 10.0.0.2\r') link.type(key);
    await settled();
    expect(fake.calls.filter((name) => name === 'console.write')).toHaveLength(1);
    const answers = fake.held;
    fake.held = null;
    for (const answer of answers) answer();
    await settled();
    expect(source.written).toEqual(['p', 'ing 10.0.0.2\r']);
  });

  it('keeps what is typed while the connection is gone', async () => {
    const { fake, link, source } = await opened();
    fake.cut();
    link.type('ls');
    link.type('\r');
    fake.next();
    await settled();
    expect(source.written.join('')).toBe('ls\r');
  });

  it('forgets what is typed while the machine is off', async () => {
    const { hub, link } = await opened({ running: false });
    link.type('lost');
    await settled();
    const source = new FakeSource();
    hub.attachSource(PC, source);
    await settled();
    expect(source.written).toEqual([]);
  });

  it('sends a large paste in pieces that cut no character', async () => {
    const { link, source } = await opened();
    const paste = `${'x'.repeat(WRITE_CHARACTERS - 1)}\u{1f600}end`;
    link.type(paste);
    await vi.waitFor(() => expect(source.written.join('')).toBe(paste));
    expect(source.written.map((piece) => piece.length)).toEqual([WRITE_CHARACTERS - 1, 5]);
  });

  it('tells the size at each attachment and when it changes', async () => {
    const { link, source, fake } = await opened();
    link.resize(100, 30);
    link.resize(100, 30);
    link.resize(101, 30);
    fake.cut();
    fake.next();
    await settled();
    expect(source.sizes).toEqual(['100x30', '101x30']);
    expect(fake.calls.filter((name) => name === 'console.resize')).toHaveLength(3);
  });

  it('sends what the terminal says by itself in its turn, and apart', async () => {
    const { link, source, fake } = await opened();
    fake.held = [];
    link.type('a');
    link.answer('\x1b[1;2R');
    link.answer('\x1b[0n');
    link.type('b');
    const held = () => fake.held?.shift()?.();
    for (let writes = 0; writes < 3; writes++) {
      await vi.waitFor(() => expect(fake.held).toHaveLength(1));
      held();
      await settled();
    }
    expect(source.written).toEqual(['a', '\x1b[1;2R\x1b[0n', 'b']);
  });

  it('says that it cannot be seen, also after the connection came back', async () => {
    const { link, fake } = await opened();
    link.setVisible(false);
    link.setVisible(false);
    fake.cut();
    fake.next();
    await settled();
    expect(fake.calls.filter((name) => name === 'console.view')).toHaveLength(2);
  });

  it('shows failures that nobody expects, and only those', async () => {
    const { link, screen, source, hub } = await opened();
    source.write = () => {
      throw new FailureError({ code: 'disk-full', message: 'Full.', next: 'Make room.' });
    };
    link.type('x');
    await settled();
    expect(screen.failures).toHaveLength(1);
    source.write = () => hub.find('nobody:console');
    link.type('y');
    await settled();
    expect(screen.failures).toHaveLength(1);
  });

  it('lets the machine run on when its tab is closed', async () => {
    const { link, source, print, screen } = await opened();
    print('x'.repeat(HIGH_WATER + 1));
    link.close();
    await settled();
    expect(source.paused).toBe(false);
    const before = screen.text;
    print('more');
    expect(screen.text).toBe(before);
  });
});
