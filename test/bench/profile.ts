/** Where this engine's process spends its time while frames of 64 bytes flood through it. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onePlainSwitch, thisBuild, vdelab } from './contenders';
import { buildFloodClient, flood } from './flood';

/** So many functions are printed. */
const LINES = 45;

/** Records with perf, which sees JavaScript (by the map that node writes) and the kernel alike. */
export async function profileFlood(folder: string, seconds: number): Promise<void> {
  const client = buildFloodClient(folder);
  const own = join(folder, 'profile');
  mkdirSync(own);
  const nodeOptions = ['--perf-basic-prof', '--interpreted-frames-native-stack'];
  const network = await vdelab({ ...thisBuild, nodeOptions }).start(own, onePlainSwitch);
  const data = join(folder, 'perf.data');
  try {
    const pids = network.pids.join(',');
    const perf = spawn('perf', ['record', '-q', '-F', '1999', '-g', '-o', data, '-p', pids], {
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => perf.once('close', resolve));
    const settings = { bytes: 64, addresses: 1, others: 0, seconds };
    const result = await flood(client, network, settings);
    perf.kill('SIGINT');
    await ended;
    console.log(`${Math.round(result['frames/s'])} frames/s while profiled\n`);
    console.log(report(data));
  } finally {
    await network.stop();
  }
}

/** The functions that took most, each without what it calls. */
function report(data: string): string {
  const args = ['report', '-i', data, '--stdio', '--no-children', '-g', 'none', '--sort', 'symbol'];
  const text = execFileSync('perf', args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  const lines = text.split('\n').filter((line) => /^\s+[\d.]+%/.test(line));
  return lines
    .slice(0, LINES)
    .map((line) => line.replace(/[\s-]+$/, ''))
    .join('\n');
}
