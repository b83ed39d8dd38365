/** Lays out beside the page, so that a large drawing does not stop it: one request, one answer. */
import { type LayoutRequest, layOut } from './lay-out';

self.onmessage = ({ data }: MessageEvent<LayoutRequest>) => {
  self.postMessage(layOut(data));
};
