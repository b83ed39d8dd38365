/** A process that is thrown at from everywhere; says what it was told, and that it is done, on descriptor 3. */
import { EventEmitter } from 'node:events';
import { writeSync } from 'node:fs';
import { keepGoing, onUnexpected } from '../../electron/system/unexpected';
import { FailureError } from '../../shared/failure/failure';

const say = (text: string) => writeSync(3, `${text}\n`);
const thrown = (message: string) => new FailureError({ code: 'internal', message, next: 'Go on.' });

keepGoing();
onUnexpected(({ message }) => say(message));
setTimeout(() => {
  throw thrown('a timer');
});
void Promise.reject(thrown('a promise'));
setImmediate(() => new EventEmitter().emit('error', thrown('an emitter')));
for (let line = 0; line < 100; line++) console.log(`nobody reads this: ${line}`);
console.error('nor this');
setTimeout(() => say('done'), 300);
