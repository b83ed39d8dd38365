import { expect, it } from 'vitest';
import { UmlMonitor } from '../../../../../electron/machines/uml/uml-monitor';

const settled = () => new Promise((resolve) => setImmediate(resolve));

function monitor(answer: (command: string) => Promise<string>) {
  const source = new UmlMonitor(answer);
  const printed: string[] = [];
  source.onOutput((text) => printed.push(text));
  const text = () => printed.splice(0).join('');
  text();
  return { source, text };
}

it('gives a line as an order and prints the answer', async () => {
  const { source, text } = monitor(async (command) => `<${command}>\nmore\n`);
  source.write('versiom\x7fn\r');
  await settled();
  expect(text()).toBe('versiom\b \bn\r\n<version>\r\nmore\r\n(mconsole) ');
});

it('prints why an order failed, and goes on', async () => {
  const { source, text } = monitor(async (command) => {
    throw new Error(`${command}: Unknown command`);
  });
  source.write('dance\r\rx\x03');
  await settled();
  expect(text()).toBe(
    'dance\r\ndance: Unknown command\r\n(mconsole) \r\n(mconsole) x^C\r\n(mconsole) ',
  );
});

it('keeps what it prints while nobody reads', async () => {
  const { source, text } = monitor(async () => 'ok');
  source.pause();
  source.write('go\n');
  await settled();
  expect(text()).toBe('');
  source.resume();
  expect(text()).toBe('go\r\nok\r\n(mconsole) ');
});
