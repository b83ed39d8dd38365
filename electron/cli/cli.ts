/**
 * The terminal shell: `vdelab serve`, `vdelab up LAB`, `vdelab switch`, `vdelab check`. Each command
 * loads what it needs, since a switch alone needs little and is to start quickly.
 */

import { spawn } from 'node:child_process';
import { fstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { failureOf } from '../../shared/failure/failure';
import { visibleLine } from '../../shared/text/visible-text';
import { endProcess } from '../dataplane/host/abandoned-threads';
import type { RunningServer } from '../server/serve';
import { VERSION } from '../service/version';
import { complain, keepTerminalPlain, say } from '../system/terminal-text';
import { keepGoing } from '../system/unexpected';
import { BACKGROUND_COMMAND } from './switch/background';

const USAGE = `Usage: vdelab COMMAND

  serve [FILE]   open the editor for a browser on this machine
      --port N       listen on that port of 127.0.0.1 (default: any free one)
      --example ID   begin with an example lab
      --open         open the browser
  up FILE        run a lab without a window; Ctrl-C stops it, twice at once
      --allow WHAT   let a lab that was not made here do that: a name from the list
                     that it prints, runs, writes, reads, reaches, or all; more than once
      --disks use    go on with disks that were written as another file
      --disks own    give the file an id, and so disks, of its own
      --remember     do not ask again about what is allowed
      --run-commands the same as --allow all
  switch ...     one VDE switch, with the options of vde_switch (switch --help)
  check [FILE]   say which programs are there, and how to get the others, and
                 what is wrong with the lab in the file; fails if something
                 keeps a part of it from working
  --version      print the version
  --help         print this
`;

const EXIT_OK = 0;
const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

const assetsDirectory = resolve(import.meta.dirname, '../../assets');
const rendererDirectory = resolve(import.meta.dirname, '../renderer');

interface Interruption {
  /** Resolves at the first SIGINT, SIGTERM or SIGHUP. */
  readonly first: Promise<void>;
  /** Says what to do at each later one; the clean-up itself is never cut short. */
  onLater(action: () => void): void;
}

function watchSignals(): Interruption {
  let later = () => {};
  let seen = false;
  const first = new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (seen) later();
        seen = true;
        done();
      });
    }
  });
  return {
    first,
    onLater: (action) => {
      later = action;
    },
  };
}

/** The browser is given a file: the address with its token would stand in a list that all users see. */
function openBrowser(door: string): void {
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const browser = spawn('xdg-open', [door], { stdio: 'ignore', detached: true });
  const failed = () => console.log('No browser could be opened; open the address by hand.');
  browser.on('error', failed);
  browser.on('exit', (code) => {
    if (code !== 0) failed();
  });
  browser.unref();
}

/** Whether what is printed is kept where others may read it: in a file, or in systemd's journal. */
function isLogged(): boolean {
  const output = fstatSync(process.stdout.fd);
  return output.isFile() || process.env.JOURNAL_STREAM === `${output.dev}:${output.ino}`;
}

function sayWhere({ origin, url }: RunningServer, door: string): void {
  if (isLogged()) {
    console.log(`Vdelab is at ${origin}; to get in, open ${door} in your browser.`);
  } else {
    console.log(`Vdelab is at ${url}`);
    console.log(`The address works once; open ${door} to get in again.`);
  }
  console.log('Keep both to yourself: who gets in can start programs as you. Ctrl-C ends it.');
}

async function runServe(args: string[]): Promise<number> {
  const { serve } = await import('../server/serve');
  const { createService } = await import('../service/service');
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      example: { type: 'string' },
      open: { type: 'boolean' },
    },
  });
  const port = values.port === undefined ? 0 : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535 || positionals.length > 1) return usage();
  keepGoing();
  const interruption = watchSignals();
  const service = await createService({
    shell: 'browser',
    assetsDirectory,
    ...(positionals[0] === undefined ? {} : { initialPath: resolve(positionals[0]) }),
    ...(values.example === undefined ? {} : { initialExample: values.example }),
  });
  interruption.onLater(service.skipGrace);
  try {
    const server = await serve(service, { port, rendererDirectory });
    const door = server.makeDoor(service.privateDirectory);
    sayWhere(server, door);
    if (values.open) openBrowser(door);
    await interruption.first;
    await server.close();
  } finally {
    await service.close();
  }
  return EXIT_OK;
}

async function runUp(args: string[]): Promise<number> {
  const { ALLOWED_WORDS, runLab } = await import('./run-lab');
  const { createService } = await import('../service/service');
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      allow: { type: 'string', multiple: true },
      disks: { type: 'string' },
      remember: { type: 'boolean' },
      'run-commands': { type: 'boolean' },
    },
  });
  const [file] = positionals;
  const what = [...(values.allow ?? []), ...(values['run-commands'] ? ['all'] : [])];
  const disks = (['use', 'own'] as const).find((word) => word === values.disks);
  if (disks !== values.disks) return usage();
  const isKnown = (word: string) => ALLOWED_WORDS.includes(word) || /^[0-9a-f]{8,32}$/.test(word);
  if (file === undefined || positionals.length > 1 || !what.every(isKnown)) return usage();
  keepGoing();
  const interruption = watchSignals();
  const service = await createService({
    shell: 'terminal',
    assetsDirectory,
    initialPath: resolve(file),
  });
  interruption.onLater(service.skipGrace);
  try {
    const allowed = { what, disks, remember: values.remember ?? false };
    return (await runLab(service, interruption.first, allowed)) ? EXIT_OK : EXIT_FAILED;
  } finally {
    await service.close();
  }
}

async function runCheck(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  if (positionals.length > 1) return usage();
  const { checkParts } = await import('../service/parts');
  const { partsText } = await import('./parts-text');
  const { readDocumentFile } = await import('../document/document-file');
  const { lacksOf } = await import('../../shared/rules/part-needs');
  const { findingsOf } = await import('./lab-findings');
  const { agreedIn } = await import('./agreed-file');
  const path = positionals[0] === undefined ? null : resolve(positionals[0]);
  const read = path === null ? null : await readDocumentFile(path);
  const document = read?.document ?? null;
  const parts = await checkParts();
  const findings =
    path === null || read === null
      ? []
      : await findingsOf(read.document, await agreedIn(read.document, path, read.fingerprint));
  say(partsText(parts, document, findings));
  const lacks = document !== null && lacksOf(document, parts).length > 0;
  const hasErrors = findings.some(({ severity }) => severity === 'error');
  return lacks || hasErrors ? EXIT_FAILED : EXIT_OK;
}

async function runOneSwitch(args: string[], isBackground: boolean): Promise<number> {
  const { runSwitch } = await import('./switch/run-switch');
  return runSwitch(args, isBackground);
}

function usage(): number {
  process.stderr.write(USAGE);
  return EXIT_USAGE;
}

async function main([command, ...args]: string[]): Promise<number> {
  switch (command) {
    case 'serve':
      return runServe(args);
    case 'up':
      return runUp(args);
    case 'switch':
    case BACKGROUND_COMMAND:
      return runOneSwitch(args, command === BACKGROUND_COMMAND);
    case 'check':
      return runCheck(args);
    case '--version':
      console.log(`vdelab ${VERSION}`);
      return EXIT_OK;
    case 'help':
    case '--help':
      process.stdout.write(USAGE);
      return EXIT_OK;
    default:
      return usage();
  }
}

function isUsageError(error: unknown): error is Error {
  const code = (error as { code?: unknown }).code;
  return error instanceof Error && typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}

keepTerminalPlain();
main(process.argv.slice(2))
  .catch((thrown: unknown) => {
    if (isUsageError(thrown)) {
      complain(thrown.message);
      return usage();
    }
    const { message, next, detail } = failureOf(thrown);
    complain(`${visibleLine(message)}\n${next}`);
    if (detail) complain(detail);
    return EXIT_FAILED;
  })
  // Nothing is left that could be said of it.
  .catch(() => EXIT_FAILED)
  .then((code) => endProcess(code))
  .catch(() => process.exit(EXIT_FAILED));
