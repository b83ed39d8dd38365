import { describe, expect, it } from 'vitest';
import {
  MAX_LINE_CHARACTERS,
  QmpMessages,
} from '../../../../../electron/machines/qemu/qmp-messages';

function reader() {
  const said: unknown[] = [];
  const messages = new QmpMessages({
    greeted: () => said.push('greeted'),
    event: (event) => said.push(event),
    reply: (reply) => said.push(reply),
  });
  return { said, messages };
}

const TALK = [
  '{"QMP": {"version": {}}}\r\n',
  '{"event": "STOP"}\n',
  '{"id": 1, "return": {"running": true}}\n',
  '{"id": 2, "error": {"class": "GenericError", "desc": "no"}}\n',
  '{"something": "else"}\n',
].join('');

describe('QmpMessages', () => {
  it.each([1, 7, TALK.length])('reads messages in pieces of %i characters', (size) => {
    const { said, messages } = reader();
    for (let at = 0; at < TALK.length; at += size) {
      expect(messages.read(TALK.slice(at, at + size))).toBe(true);
    }
    expect(said).toEqual([
      'greeted',
      { event: 'STOP', data: {} },
      { id: 1, value: { running: true } },
      { id: 2, refusal: 'GenericError: no' },
    ]);
  });

  it('takes nothing any more from who does not speak JSON', () => {
    const { said, messages } = reader();
    expect(messages.read('hello\n{"event": "STOP"}\n')).toBe(false);
    expect(messages.read('{"event": "STOP"}\n')).toBe(false);
    expect(said).toEqual([]);
  });

  it('gives a line without end up, also one that comes letter by letter', () => {
    const { messages } = reader();
    let taken = 0;
    while (messages.read('[') && taken <= MAX_LINE_CHARACTERS) taken++;
    expect(taken).toBe(MAX_LINE_CHARACTERS);
  });

  it('gives a long line up that has an end as well', () => {
    const { said, messages } = reader();
    const line = `{"event": "${'x'.repeat(MAX_LINE_CHARACTERS)}"}\n`;
    expect(messages.read(line)).toBe(false);
    expect(said).toEqual([]);
  });
});
