/*
 * Runs in both worlds of a page, as a peer of itself in the other one. The worlds share the document
 * but no objects, so values cross as JSON in events under a name that the page cannot know: plain
 * data is copied, functions and promises become stand-ins, everything else is refused, as
 * Electron's contextBridge does. `onExpose` is called in the main world.
 */
(function openBridge(secret, side, onExpose) {
  const other = side === 'main' ? 'isolated' : 'main';
  const functions = new Map();
  const promises = new Map();
  const returns = new Map();
  let lastId = 0;

  function send(message) {
    const detail = JSON.stringify(message);
    document.dispatchEvent(new CustomEvent(`${secret}:${other}`, { detail }));
  }

  function mapped(object, change) {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
  }

  function encodeFunction(value) {
    const id = ++lastId;
    functions.set(id, value);
    return { type: 'function', id };
  }

  function encodePromise(value) {
    const id = ++lastId;
    value.then(
      (result) => send({ settle: id, ok: true, value: encode(result) }),
      (error) => send({ settle: id, ok: false, message: String(error?.message ?? error) }),
    );
    return { type: 'promise', id };
  }

  function encode(value) {
    if (value === undefined) return { type: 'undefined' };
    if (typeof value === 'function') return encodeFunction(value);
    if (value === null || typeof value !== 'object') return { type: 'value', value };
    if (value instanceof Promise) return encodePromise(value);
    if (Array.isArray(value)) return { type: 'array', items: value.map(encode) };
    if (Object.prototype.toString.call(value) !== '[object Object]') {
      throw new TypeError(`The Electron stand-in does not bridge ${value}`);
    }
    return { type: 'object', entries: mapped(value, encode) };
  }

  function decode(coded) {
    if (coded.type === 'undefined') return undefined;
    if (coded.type === 'value') return coded.value;
    if (coded.type === 'array') return coded.items.map(decode);
    if (coded.type === 'object') return mapped(coded.entries, decode);
    if (coded.type === 'function') return (...args) => call(coded.id, args);
    return new Promise((resolve, reject) => promises.set(coded.id, { resolve, reject }));
  }

  /** Events are delivered before dispatchEvent returns, so the answer is there when send returns. */
  function call(id, args) {
    const ticket = ++lastId;
    send({ call: id, ticket, args: args.map(encode) });
    const answer = returns.get(ticket);
    returns.delete(ticket);
    if (!answer.ok) throw new Error(answer.message);
    return decode(answer.value);
  }

  function answerCall({ call: id, ticket, args }) {
    try {
      const value = encode(functions.get(id)(...args.map(decode)));
      send({ returned: ticket, ok: true, value });
    } catch (error) {
      send({ returned: ticket, ok: false, message: String(error?.message ?? error) });
    }
  }

  function settle(message) {
    const promise = promises.get(message.settle);
    promises.delete(message.settle);
    if (message.ok) promise.resolve(decode(message.value));
    else promise.reject(new Error(message.message));
  }

  document.addEventListener(`${secret}:${side}`, ({ detail }) => {
    const message = JSON.parse(detail);
    if ('call' in message) answerCall(message);
    else if ('returned' in message) returns.set(message.returned, message);
    else if ('settle' in message) settle(message);
    else onExpose(message.expose, decode(message.api));
  });
  return { expose: (name, api) => send({ expose: name, api: encode(api) }) };
});
