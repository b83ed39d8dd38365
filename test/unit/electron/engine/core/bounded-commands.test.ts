/** Commands as an attacker gives them: each ends, in parts that are short, and says what it did not do. */
import { beforeEach, describe, expect, it } from 'vitest';
import {
  MAX_ADDED_PORTS,
  MAX_LOADED_LINES,
  MAX_PORTS_BY_COMMAND,
} from '../../../../../electron/engine/core/limits';
import { runSilently } from '../../../../../electron/management/session/command-runner';
import { MAX_VLAN } from '../../../../../shared/vde/vde-limits';
import { TestConsole } from '../../management/managed-switch';

const PROMPT = '\nvde$ ';
const OK = `1000 Success\n${PROMPT}`;
const NO_SPACE = `1028 No space left on device\n${PROMPT}`;
const INVALID = `1022 Invalid argument\n${PROMPT}`;

let lab: TestConsole;

beforeEach(() => {
  lab = new TestConsole();
});

describe('the number of ports', () => {
  it.each([
    ['2147483647', NO_SPACE],
    ['99999999999999999999', NO_SPACE],
    [String(MAX_PORTS_BY_COMMAND + 1), NO_SPACE],
    ['0', INVALID],
    ['-5', INVALID],
    ['0x7fffffff', INVALID],
    ['NaN', INVALID],
    ['', INVALID],
    [String(MAX_PORTS_BY_COMMAND), OK],
    ['0004', OK],
  ])('set to "%s" is refused or bounded', (number, answer) => {
    expect(lab.ask(`port/setnumports ${number}\n`)).toBe(answer);
    expect(lab.managed.switch.membership.portCount).toBeLessThanOrEqual(MAX_PORTS_BY_COMMAND);
  });

  it('is bounded over all switches of a lab, and given back', () => {
    const { fabric } = lab;
    const others = Math.floor(MAX_ADDED_PORTS / MAX_PORTS_BY_COMMAND);
    const all = Array.from({ length: others + 1 }, () => new TestConsole(fabric));
    const answers = all.map((one) => one.ask(`port/setnumports ${MAX_PORTS_BY_COMMAND}\n`));
    expect(answers.filter((answer) => answer === OK)).toHaveLength(others);
    expect(answers.at(-1)).toBe(NO_SPACE);
    expect(all[0]!.ask('port/setnumports 4\n')).toBe(OK);
    expect(all.at(-1)!.ask(`port/setnumports ${MAX_PORTS_BY_COMMAND}\n`)).toBe(OK);
    all[1]!.managed.switch.close();
    expect(all[0]!.ask(`port/setnumports ${MAX_PORTS_BY_COMMAND}\n`)).toBe(OK);
  });
});

it.each(['hash/setsize', 'hash/setgcint', 'hash/setexpire', 'hash/setminper'])(
  '%s takes any number without taking memory for it',
  (command) => {
    for (const number of ['2147483647', '-2147483648', '1e9', '0x7fffffff', '000000001', '']) {
      expect(lab.ask(`${command} ${number}\n`)).toMatch(/^10(00|22) /);
    }
    expect(lab.ask('hash/print\n')).toContain('1000 Success');
  },
);

describe('a long answer', () => {
  function manyVlans(): void {
    const { membership } = lab.managed.switch;
    for (let port = 1; port <= 4; port++) membership.createPort(port);
    for (let vlan = 1; vlan <= MAX_VLAN; vlan++) {
      membership.createVlan(vlan);
      for (let port = 1; port <= 4; port++) membership.addTagged(vlan, port);
    }
  }

  it('is made in parts, while there is time and room, and comes whole', () => {
    manyVlans();
    const { session, output } = lab.open();
    let steps = 0;
    lab.mayGoOn = () => steps++ % 100 !== 99;
    session.receive('vlan/allprint\nvlan/create 4095\n');
    let turns = 1;
    for (; session.work(); turns++) expect(session.hasWork).toBe(true);
    expect(turns).toBeGreaterThan(MAX_VLAN / 100);
    expect(lab.asked).toBe(1);
    expect(output.text.match(/^ -- Port/gm)).toHaveLength(4 * (MAX_VLAN + 1));
    expect(output.text.endsWith(`.\n${OK}${INVALID}`)).toBe(true);
  });

  it('stops when nobody wants it any more', () => {
    manyVlans();
    const { session, output } = lab.open();
    let steps = 0;
    lab.mayGoOn = () => steps++ < 100;
    session.receive('vlan/allprint\n');
    session.abort();
    lab.mayGoOn = () => true;
    expect(session.work()).toBe(false);
    output.text = '';
    session.receive('vlan/create 1\n');
    expect(output.text).toBe(`1017 File exists\n${PROMPT}`);
  });

  it('is not made for a start-up file, which nobody reads', () => {
    manyVlans();
    for (let line = 0; line < 200; line++)
      expect(runSilently('vlan/allprint', lab.managed)).toBe('');
    expect(runSilently('port/setnumports 2147483647', lab.managed)).toBe(
      '1028 No space left on device',
    );
    expect(runSilently('vlan/remove 99999', lab.managed)).toBe('1022 Invalid argument');
    expect(runSilently('nonsense', lab.managed)).toBe('1038 Function not implemented');
    expect(runSilently('# nonsense', lab.managed)).toBe('');
  });
});

describe('a file of commands', () => {
  it('that loads itself in each of its lines ends', () => {
    lab.files.set('/rc', 'load /rc\n'.repeat(1_000));
    const answer = lab.ask('load /rc\n');
    expect(answer.match(/^vde\[\/rc\]:/gm)).toHaveLength(MAX_LOADED_LINES);
    expect(answer.endsWith(`1040 Too many levels of symbolic links\n${PROMPT}`)).toBe(true);
    expect(lab.ask('load /rc\n')).toBe(answer);
  });

  it('with a line that is none is run but for that line', () => {
    lab.files.set('/rc', `${'x'.repeat(1_000_000)}\nvlan/create 5`);
    expect(lab.ask('load /rc\n')).toBe(
      `1022 Invalid argument\nvde[/rc]: vlan/create 5\n1000 Success\n${OK}`,
    );
  });

  it('is waited for, and the console goes on when it is there', () => {
    const { session, output } = lab.open();
    const waiting: (() => void)[] = [];
    lab.read = (_path, done) => waiting.push(() => done({ text: 'vlan/create 5' }));
    session.receive('load /rc\nvlan/create 6\n');
    expect(output.text).toBe('');
    expect(session.work()).toBe(false);
    expect(session.hasWork).toBe(true);
    waiting[0]!();
    expect(lab.asked).toBe(1);
    session.work();
    expect(output.text).toBe(`vde[/rc]: vlan/create 5\n1000 Success\n${OK}${OK}`);
  });
});
