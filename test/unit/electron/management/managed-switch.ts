/** A switch for the console to manage, without sockets. */
import { COUNTERS_PER_PORT, PortCounters } from '../../../../electron/engine/core/counters';
import { Fabric } from '../../../../electron/engine/switch/fabric';
import { Switch } from '../../../../electron/engine/switch/switch';
import { deaf } from '../../../../electron/engine/switch/switch-listener';
import type { Accounts, ManagedSwitch } from '../../../../electron/management/command';
import { debugFeed } from '../../../../electron/management/debug-feed';
import {
  ManagementSession,
  type SessionOutlet,
} from '../../../../electron/management/session/management-session';

const accounts: Accounts = {
  userId: (name) => (name === 'alice' ? 1000 : null),
  groupId: (name) => (name === 'lab' ? 50 : null),
  userName: (id) => (id === 1000 ? 'alice' : null),
  groupName: (id) => (id === 50 ? 'lab' : null),
};

/** A switch with 4 ports, and sessions on its console whose output is kept. */
export class TestConsole {
  readonly managed: ManagedSwitch;
  readonly files = new Map<string, string>();
  readonly ended: string[] = [];
  readonly sessions: ManagementSession[] = [];
  /** Whether sessions may go on; and how often they asked to, later. */
  mayGoOn = () => true;
  asked = 0;
  /** Reads one of {@link files}. */
  read: SessionOutlet['readFile'] = (path, done) => {
    const text = this.files.get(path);
    done(text === undefined ? { error: 'ENOENT' } : { text });
  };

  constructor(readonly fabric = new Fabric()) {
    const memory = new Float64Array(64 * COUNTERS_PER_PORT);
    const listener = {
      ...deaf,
      ...debugFeed((path, message) => {
        for (const session of this.sessions) session.debug(path, message());
      }),
    };
    const one = new Switch(
      fabric,
      { ports: 4, hub: false, mac: '00ff00000001' },
      (port) =>
        new PortCounters(
          port < 64 ? memory : new Float64Array(COUNTERS_PER_PORT),
          port < 64 ? port : 0,
        ),
      listener,
    );
    this.managed = {
      switch: one,
      facts: {
        version: '1.2',
        pid: 7,
        mac: '00:ff:00:00:00:01',
        directory: '/tmp/sw',
        mode: 0o600,
        management: { path: '/tmp/mgmt', mode: 0o640 },
        uptime: () => 5,
      },
      accounts,
      tableSettings: { buckets: 128, collectionSeconds: 2 },
      currentUser: () => null,
    };
  }

  /** A session; `output` grows with what it sends. */
  open(endsByLogout = true): { session: ManagementSession; output: { text: string } } {
    const output = { text: '' };
    const outlet: SessionOutlet = {
      send: (text) => {
        output.text += text;
      },
      ended: (how) => {
        this.ended.push(how);
        return endsByLogout || how === 'shutdown';
      },
      readFile: (path, done) => this.read(path, done),
      mayGoOn: () => this.mayGoOn(),
      later: () => {
        this.asked++;
      },
    };
    const session = new ManagementSession(this.managed, outlet);
    this.sessions.push(session);
    return { session, output };
  }

  /** What a session of its own answers to the text, with all prompts. */
  ask(text: string): string {
    const { session, output } = this.open();
    session.receive(text);
    return output.text;
  }
}
