/**
 * The data plane's thread: one epoll loop that owns every descriptor and feeds the engine. It never
 * returns to Node's own event loop, so messages are fetched by hand when the eventfd says so.
 */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { failureOf } from '../../shared/failure';
import { UNITS_PER_COMMAND } from '../engine/limits';
import { EPOLLIN } from '../native/constants';
import { PinnedMemory, read, write } from '../native/libc';
import { EventLoop } from './event-loop';
import { Plane } from './plane';
import { PlaneLoop } from './plane-loop';
import type { CommandMessage, Notice, WorkerStart } from './protocol';
import { warmUp } from './warm-up';

const start = workerData as WorkerStart;
const port = parentPort!;
const notify = (notice: Notice) => port.postMessage(notice);

warmUp();
const loop = new EventLoop();
notify({ type: 'opened', record: { role: 'epoll', fd: loop.fd } });
const plane = new Plane(loop, new Float64Array(start.counters), start.adopted, notify);
for (const command of start.commands) if (command.type !== 'stop') plane.execute(command);

let running = true;
const wakeCount = new PinnedMemory(8);
const oneMore = new PinnedMemory(8);
oneMore.words[0] = 1;

function obey({ request, command }: CommandMessage): void {
  try {
    if (command.type === 'stop') {
      running = false;
      plane.close();
    } else {
      plane.execute(command);
    }
    if (request !== 0) notify({ type: 'done', request });
  } catch (thrown) {
    notify({ type: 'refused', request, failure: failureOf(thrown) });
  }
}

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
  },
});

const turns = new PlaneLoop(loop, plane);
while (running) turns.turn();
loop.remove(start.wake);
process.exit(0);
