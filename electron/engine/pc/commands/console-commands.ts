/** The small commands that concern the console itself. */
import type { Command } from '../shell/command';

export const echo: Command = {
  name: 'echo',
  usage: ['echo [TEXT]'],
  summary: 'print a text',
  run(args, { print }) {
    print(`${args.join(' ')}\n`);
    return 0;
  },
};

export const clear: Command = {
  name: 'clear',
  usage: ['clear'],
  summary: 'clear the screen; Ctrl-L does it, too',
  run(_, { print }) {
    print('\x1b[2J\x1b[3J\x1b[H');
    return 0;
  },
};

export const history: Command = {
  name: 'history',
  usage: ['history'],
  summary: 'list what was typed; the arrow up brings it back',
  run(_, session) {
    session.history.lines.forEach((line, index) => {
      session.print(`${String(index + 1).padStart(5)}  ${line}\n`);
    });
    return 0;
  },
};

export const ifconfig: Command = {
  name: 'ifconfig',
  usage: ['ifconfig'],
  summary: 'replaced by ip',
  run(_, { print }) {
    print(
      'ifconfig: this PC has ip instead: "ip addr" shows the addresses, "ip addr add 10.0.0.1/24 dev eth0" adds one.\n',
    );
    return 127;
  },
};
