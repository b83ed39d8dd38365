/*
 * The isolated world of the preload script: what `require('electron')` gives there, on the binding
 * that the stand-in put into this world alone.
 */
(function openPreloadWorld(bridge, bindingName, preload) {
  const pending = new Map();
  const listeners = new Map();
  let lastId = 0;
  const tell = (message) => globalThis[bindingName](JSON.stringify(message));

  function only(name, object) {
    return new Proxy(object, {
      get(target, property) {
        if (typeof property === 'symbol' || property in target) return target[property];
        throw new Error(`The Electron stand-in has no ${name}.${property}`);
      },
    });
  }

  const ipcRenderer = only('ipcRenderer', {
    send(channel, ...args) {
      tell({ kind: 'send', channel, args });
    },
    invoke(channel, ...args) {
      const id = ++lastId;
      tell({ kind: 'invoke', id, channel, args });
      return new Promise((resolve, reject) => pending.set(id, { resolve, reject }));
    },
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    off(channel, listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((one) => one !== listener),
      );
      return ipcRenderer;
    },
  });
  const contextBridge = only('contextBridge', { exposeInMainWorld: bridge.expose });
  const electron = only('electron (in a preload)', { contextBridge, ipcRenderer });

  /** Called by the stand-in, from outside of the page. */
  globalThis.electronStandIn = {
    settle({ id, ok, value, message }) {
      const { resolve, reject } = pending.get(id);
      pending.delete(id);
      if (ok) resolve(value);
      else reject(new Error(message));
    },
    emit({ channel, args }) {
      for (const listener of listeners.get(channel) ?? [])
        listener({ sender: ipcRenderer }, ...args);
    },
  };

  function requireInSandbox(name) {
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name}`);
  }
  preload(requireInSandbox);
});
