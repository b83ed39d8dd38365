/** Bells that rang in consoles which could not be seen, and their sound. */

import type { ConsoleId } from '../../../shared/contract/console-id';
import { currentPage } from '../../page/page';
import { pageState, pageStore } from '../../page/page-state';
import { useConsoleSettings } from './console-settings';
import { type DockState, isVisible, useConsoles } from './console-store';

const TONE_HZ = 880;
const LENGTH_S = 0.12;
const LOUDNESS = 0.08;
/** A program that rings without end is heard as one that rings now and then. */
const BETWEEN_MS = 400;

export const useBells = pageStore<{ rung: readonly ConsoleId[] }>(() => ({ rung: [] }));

interface Speaker {
  audio: AudioContext | null;
  lastAt: number;
}

const speaker = pageState((): Speaker => ({ audio: null, lastAt: Number.NEGATIVE_INFINITY }));

function openAudio(): AudioContext {
  const audio = new AudioContext();
  currentPage().onDispose(() => void audio.close());
  return audio;
}

function sound(): void {
  const state = speaker();
  if (performance.now() - state.lastAt < BETWEEN_MS) return;
  state.lastAt = performance.now();
  state.audio ??= openAudio();
  const { audio } = state;
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
function dropSeen({ tabs }: DockState): void {
  const { rung } = useBells.getState();
  const left = rung.filter((id) => !isVisible(id) && tabs.some((tab) => tab.id === id));
  if (left.length < rung.length) useBells.setState({ rung: left });
}

/** Ends bells for the life of the page. */
export function subscribeBells(): void {
  useConsoles.subscribe(dropSeen);
}
