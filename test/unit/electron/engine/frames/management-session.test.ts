import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_LINE } from '../../../../../electron/engine/core/limits';
import type { FrameSink } from '../../../../../electron/engine/frames/frame-sink';
import { TestConsole } from '../../management/managed-switch';

const PROMPT = '\nvde$ ';
const OK = `1000 Success\n${PROMPT}`;
const UNKNOWN = `1038 Function not implemented\n${PROMPT}`;
const silent: FrameSink = { accept: () => {} };

let lab: TestConsole;

beforeEach(() => {
  lab = new TestConsole();
});

describe('a management session', () => {
  it('greets with a banner and a prompt', () => {
    const { session, output } = lab.open();
    session.greet();
    expect(output.text).toMatch(/^VDE switch V\.1\.2\n\(C\) [^\n]*\n\nvde\$ $/);
  });

  it('takes every line of one write', () => {
    expect(lab.ask('vlan/create 5\nvlan/create 5\nxyz\n')).toBe(
      `${OK}1017 File exists\n${PROMPT}${UNKNOWN}`,
    );
  });

  it('puts lines together that come in pieces', () => {
    const { session, output } = lab.open();
    for (const piece of ['vlan/cre', 'ate 5\nvl', 'an/create 5']) session.receive(piece);
    expect(output.text).toBe(OK);
    expect(session.hasUnfinishedLine).toBe(true);
    session.receive('\n');
    expect(output.text).toBe(`${OK}1017 File exists\n${PROMPT}`);
  });

  it('runs a command without a line end when nothing follows', () => {
    const { session, output } = lab.open();
    session.receive('vlan/create 5');
    expect(output.text).toBe('');
    session.flush();
    session.flush();
    expect(output.text).toBe(OK);
    expect(session.hasUnfinishedLine).toBe(false);
  });

  it('takes long lines whole, and refuses endless ones once', () => {
    expect(lab.ask(`vlan/create 5${' '.repeat(MAX_LINE - 20)}\n`)).toBe(OK);
    const { session, output } = lab.open();
    for (let piece = 0; piece < 10; piece++) session.receive('x'.repeat(MAX_LINE));
    session.receive('\nvlan/create 6\n');
    expect(output.text).toBe(`1022 Invalid argument\n${PROMPT}${OK}`);
  });

  it('gives only a prompt for empty lines and comments, and reads up to a NUL', () => {
    expect(lab.ask('\n  \t\n# help\n')).toBe(PROMPT.repeat(3));
    expect(lab.ask('vlan/create 5\0 6\n')).toBe(OK);
  });

  it('ends by logout, and listens to nothing behind it', () => {
    expect(lab.ask('logout\nvlan/create 5\n')).toBe('9999 END OF SESSION');
    expect(lab.ask('shutdown now\n')).toBe('9999 END OF SESSION');
    expect(lab.ended).toEqual(['logout', 'shutdown']);
    expect(lab.managed.switch.membership.vlans.get(5)).toBeUndefined();
  });

  it('listens to nothing after its end, also when it comes later', () => {
    const { session, output } = lab.open();
    session.receive('logout\n');
    session.receive('vlan/create 5\n\nvlan/cr');
    session.flush();
    expect(output.text).toBe('9999 END OF SESSION');
    expect(lab.managed.switch.membership.vlans.get(5)).toBeUndefined();
  });

  it('goes on after logout where the outlet wants so', () => {
    const { session, output } = lab.open(false);
    session.receive('logout\nvlan/create 5\n');
    expect(output.text).toBe(OK);
  });

  it('runs the commands of a file and shows them', () => {
    lab.files.set('/rc', 'vlan/create 5\n\nhelp nothing\nshutdown');
    expect(lab.ask('load /rc\n')).toBe(
      [
        'vde[/rc]: vlan/create 5',
        '1000 Success',
        'vde[/rc]: ',
        'vde[/rc]: help nothing',
        "0000 DATA END WITH '.'",
        'COMMAND PATH       SYNTAX          HELP',
        '------------       --------------  ------------',
        '.',
        '1000 Success',
        'vde[/rc]: shutdown',
        OK,
      ].join('\n'),
    );
    expect(lab.ended).toEqual([]);
    expect(lab.ask('load /nowhere\n')).toBe(`1002 No such file or directory\n${PROMPT}`);
  });

  it('stops at files that load themselves', () => {
    lab.files.set('/rc', 'load /rc');
    expect(lab.ask('load /rc\n')).toContain('1040 Too many levels of symbolic links\n');
  });

  it('tells sessions what they asked for, and no other', () => {
    const asking = lab.open();
    const other = lab.open();
    asking.session.receive('debug/add port/ep\n');
    const before = asking.output.text;
    lab.managed.switch.port(2)!.attach(silent, {
      id: 9,
      module: 'unix prog',
      description: 'QEMU',
      close: () => {},
    });
    lab.managed.switch.port(2)!.detach(silent);
    expect(asking.output.text.slice(before.length)).toBe(
      '3031 port/ep/+ Port 02 FD  9\n3032 port/ep/- Port 02 FD  9\n',
    );
    expect(other.output.text).toBe('');
  });

  it('closes endpoints, but not cables', () => {
    const port = lab.managed.switch.port(2)!;
    const closed: string[] = [];
    const info = { module: 'unix prog', description: '', close: () => closed.push('it') };
    port.attach(silent, { ...info, id: 9 });
    port.attach({ ...silent }, { ...info, id: 10, module: 'cable' });
    expect(lab.ask('port/epclose 2 10\n')).toBe(`1016 Device or resource busy\n${PROMPT}`);
    expect(lab.ask('port/epclose 2 9\n')).toBe(OK);
    expect(closed).toEqual(['it']);
  });
});
