/** Bells that rang in consoles which could not be seen, and their sound. */
import { create } from 'zustand';
import type { ConsoleId } from '../../../shared/contract/console-id';
import { useConsoleSettings } from './console-settings';
import { isVisible, useConsoles } from './console-store';

const TONE_HZ = 880;
const LENGTH_S = 0.12;
const LOUDNESS = 0.08;
/** A program that rings without end is heard as one that rings now and then. */
const BETWEEN_MS = 400;

export const useBells = create<{ rung: readonly ConsoleId[] }>(() => ({ rung: [] }));

let audio: AudioContext | null = null;
let lastAt = Number.NEGATIVE_INFINITY;

function sound(): void {
  if (performance.now() - lastAt < BETWEEN_MS) return;
  lastAt = performance.now();
  audio ??= new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = TONE_HZ;
  volume.gain.value = LOUDNESS;
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + LENGTH_S);
}

/** A console rang. */
export function ring(id: ConsoleId): void {
  const { bell } = useConsoleSettings.getState();
  if (bell === 'none') return;
  if (bell === 'sound') sound();
  const { rung } = useBells.getState();
  if (!isVisible(id) && !rung.includes(id)) useBells.setState({ rung: [...rung, id] });
}

/** A bell is over once its console has been seen, or is gone. */
useConsoles.subscribe(({ tabs }) => {
  const { rung } = useBells.getState();
  const left = rung.filter((id) => !isVisible(id) && tabs.some((tab) => tab.id === id));
  if (left.length < rung.length) useBells.setState({ rung: left });
});
