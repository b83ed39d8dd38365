/** `ds`: the sockets by which clients join (datasock.c). */
import { heading, type ManagementCommand } from '../command';

export const dataSocketCommands: readonly ManagementCommand[] = [
  heading('ds', 'DATA SOCKET MENU'),
  {
    path: 'ds/showinfo',
    syntax: '',
    description: 'show ds info',
    hasData: true,
    run: (_argument, { facts, print }) => {
      print(`ctl dir ${facts.directory}`);
      print(`std mode 0${facts.mode.toString(8).padStart(3, '0')}`);
      return null;
    },
  },
];
