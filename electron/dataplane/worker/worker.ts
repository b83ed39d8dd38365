/**
 * The data plane's thread: one epoll loop that owns every descriptor and feeds the engine. It never
 * returns to Node's own event loop, so messages are fetched by hand when the eventfd says so.
 */
import { readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { failureOf } from '../../../shared/failure/failure';
import { UNITS_PER_COMMAND } from '../../engine/core/limits';
import { EPOLLIN } from '../../native/constants';
import { PinnedMemory, read, write } from '../../native/libc';
import { keepTerminalPlain } from '../../system/terminal-text';
import { EventLoop } from '../io/event-loop';
import type { Command, CommandMessage, Notice, WorkerStart } from '../shared/protocol';
import { NO_SUBJECT, Pulse } from '../shared/pulse';
import { Plane } from './plane';
import { PlaneLoop } from './plane-loop';
import { Subjects } from './subjects';
import { warmUp } from './warm-up';

const start = workerData as WorkerStart;
const port = parentPort!;
const notify = (notice: Notice) => port.postMessage(notice);
const pulse = new Pulse(start.pulse);
const subjects = new Subjects();

keepTerminalPlain();
warmUp();
pulse.thread = Number(basename(readlinkSync('/proc/thread-self')));
const loop = new EventLoop(true, pulse);
notify({ type: 'opened', record: { role: 'epoll', fd: loop.fd } });
pulse.serve(NO_SUBJECT);
const plane = new Plane(loop, new Float64Array(start.counters), start.adopted, notify);
let running = true;
const wakeCount = new PinnedMemory(8);
const oneMore = new PinnedMemory(8);
oneMore.words[0] = 1;

/** Makes what a former thread had. What cannot be made again must not keep the rest from going on. */
function restore(command: Command): void {
  if (command.type === 'stop') return;
  pulse.serve(subjects.of(command));
  try {
    plane.execute(command);
  } catch (thrown) {
    if (!('slot' in command)) throw thrown;
    notify({ type: 'lost', command, failure: failureOf(thrown) });
  }
}

function obey({ request, command }: CommandMessage): void {
  pulse.serve(subjects.of(command));
  try {
    if (command.type === 'stop') {
      running = false;
      plane.close();
      pulse.stopped();
    } else {
      plane.execute(command);
    }
    if (request !== 0) notify({ type: 'done', request });
  } catch (thrown) {
    notify({ type: 'refused', request, failure: failureOf(thrown) });
  }
}

for (const command of start.commands) restore(command);
for (const message of start.pending) obey(message);
pulse.serve(NO_SUBJECT);

/** Commands have their turn in every turn of the loop, as long as there is time. */
loop.addUrgent(start.wake, EPOLLIN, {
  ready: () => {
    const { budget } = plane.fabric;
    read(start.wake, wakeCount.address, 8);
    for (
      let next = receiveMessageOnPort(port);
      next !== undefined;
      next = receiveMessageOnPort(port)
    ) {
      obey(next.message as CommandMessage);
      budget.spend(UNITS_PER_COMMAND);
      if (!budget.isSpent) continue;
      // The next turn goes on with those that are left.
      write(start.wake, oneMore.address, 8);
      return;
    }
    pulse.serve(NO_SUBJECT);
  },
});

const turns = new PlaneLoop(loop, plane);
while (running) turns.turn();
loop.remove(start.wake);
process.exit(0);
