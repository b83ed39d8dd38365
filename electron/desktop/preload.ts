/**
 * What the sandboxed page gets of the desktop: one function to ask the service and one to hear it.
 * Runs in an isolated world; the page never sees ipcRenderer or the events' senders.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopBridge, EventMessage } from '../../shared/contract/service';

const bridge: DesktopBridge = {
  request: (request) => ipcRenderer.invoke('vdelab:request', request),
  onEvent: (listener) => {
    const handle = (_event: unknown, message: EventMessage) => listener(message);
    ipcRenderer.on('vdelab:event', handle);
    return () => ipcRenderer.off('vdelab:event', handle);
  },
};

// A page that is loaded anew is a new session; said before it can ask anything.
ipcRenderer.send('vdelab:opened');
contextBridge.exposeInMainWorld('vdelab', bridge);
