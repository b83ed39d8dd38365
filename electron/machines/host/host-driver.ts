/**
 * Starts and stops namespace hosts: programs of this computer in a network namespace of their own, on a
 * pseudo-terminal that is their console. See host-args.ts for how.
 */

import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { HostNode } from '../../../shared/document/topology';
import type { Failure } from '../../../shared/failure/failure';
import { findProgram } from '../../system/processes/find-program';
import { unwaited } from '../../system/unexpected';
import { checkProgram } from '../common/image-check';
import type { MachineContext, MachineDriver, MachineRun } from '../common/machine-driver';
import { interrupted, untilUp } from '../common/machine-start';
import { programObstacle } from '../diagnosis/program-file';
import { HeardConsole } from './heard-console';
import { HOST_INIT, HOST_PROGRAM, hasText, hostArgs, hostFiles, hostPrompt } from './host-args';
import { hostStartFailure, namespacesForbidden } from './host-causes';
import { noteNow, noteWritten } from './host-notes';
import { HostRun } from './host-run';
import { parseNamespaces } from './namespace-members';
import { watchedScript } from './script-lines';
import { watchScript } from './watch-script';

/** Making the namespaces and the cards takes some 50 ms. */
const UP_LIMIT_MS = 30_000;
/** Where root's tools live: in there one may configure cards, so they belong to the PATH. */
const SYSTEM_PATH = ':/usr/sbin:/sbin';

export class HostDriver implements MachineDriver<HostNode> {
  async check(node: HostNode): Promise<Failure | null> {
    return (
      checkProgram(node, HOST_PROGRAM, 'vdens') ??
      checkProgram(node, 'ip', 'iproute2') ??
      checkProgram(node, 'unshare', 'util-linux') ??
      checkProgram(node, 'hostname', 'hostname') ??
      (await checkCommand(node)) ??
      checkNamespaces(node) ??
      checkResolvConf(node)
    );
  }

  async start(node: HostNode, context: MachineContext, signal: AbortSignal): Promise<MachineRun> {
    const { runtimeDirectory, hostname } = context;
    await writeFiles(node, runtimeDirectory);
    if (signal.aborted) throw interrupted(node);
    context.report('Making its namespace');
    const paths = { cards: context.cardDirectories, runtimeDirectory, hostname };
    const child = context.supervisor.spawnTerminal({
      program: HOST_PROGRAM,
      args: hostArgs(node, paths, programOf(node)),
      cwd: existsSync(homedir()) ? homedir() : '/',
      environment: environmentOf(hostname, context.dataDirectory),
    });
    const limits = { cpuPercent: node.cpuLimit, memoryMiB: node.memoryLimit };
    const unlimited = context.limitProcesses(child, limits);
    if (unlimited !== null) context.tell({ trouble: unlimited });
    await untilUp({
      node,
      child,
      up: (until) => noteWritten(runtimeDirectory, hostFiles.up, until),
      ended: (exit) => hostStartFailure(node, exit),
      late: notUp(node),
      limitMs: UP_LIMIT_MS,
      signal,
    });
    const console = new HeardConsole(child.console);
    context.attachConsole('console', console);
    context.tell({ badge: 'ns' });
    const namespaces = parseNamespaces(noteNow(runtimeDirectory, hostFiles.namespaces) ?? '');
    const run = new HostRun(node, child, context, namespaces ?? []);
    if (hasText(node.script)) {
      unwaited(watchScript(node, context, console, run.until));
    }
    return run;
  }
}

/** What runs in the namespace: the drawn program, or the user's shell. */
function programOf(node: HostNode): readonly string[] {
  return node.command.length > 0 ? node.command : [userShell()];
}

function userShell(): string {
  const shells = [process.env.SHELL, userInfo().shell, '/bin/bash'];
  return shells.find((shell) => shell && findProgram(shell) !== null) ?? '/bin/sh';
}

function environmentOf(hostname: string, dataDirectory: string): Record<string, string> {
  return {
    PATH: (process.env.PATH ?? '/usr/bin:/bin') + SYSTEM_PATH,
    PS1: hostPrompt(hostname, process.getuid?.() === 0),
    // Each host remembers its own commands, and the user's history stays as it is.
    HISTFILE: join(dataDirectory, 'history'),
  };
}

async function writeFiles(node: HostNode, directory: string): Promise<void> {
  const files: [name: string, text: string][] = [[hostFiles.init, HOST_INIT]];
  if (hasText(node.script)) files.push([hostFiles.script, `${watchedScript(node.script)}\n`]);
  if (hasText(node.resolvConf)) files.push([hostFiles.resolvConf, `${node.resolvConf}\n`]);
  for (const [name, text] of files) await writeFile(join(directory, name), text);
}

async function checkCommand(node: HostNode): Promise<Failure | null> {
  const [program] = node.command;
  if (program === undefined) return null;
  const path = findProgram(program) ?? program;
  const obstacle = isAbsolute(path) ? await programObstacle(path) : null;
  if (obstacle !== null) {
    const { code, because, next } = obstacle;
    return {
      code,
      message: `${node.name} shall run ${path}, which ${because}.`,
      next,
      record: node.id,
    };
  }
  if (findProgram(program) !== null) return null;
  return {
    code: 'program-missing',
    message: `${node.name} shall run ${program}, which is not installed.`,
    next: `Install it, or correct the program in the inspector of ${node.name}: one argument per line.`,
    record: node.id,
    field: 'command',
  };
}

/** Whether the kernel allows user namespaces at all; what else forbids them shows in the try. */
function checkNamespaces(node: HostNode): Failure | null {
  const path = '/proc/sys/user/max_user_namespaces';
  try {
    if (readFileSync(path, 'utf8').trim() !== '0') return null;
  } catch {
    // A kernel without the file has no limit.
    return null;
  }
  const next = 'Allow them: `sudo sysctl user.max_user_namespaces=10000`. Then start again.';
  return { ...namespacesForbidden(node, `${path} is 0`), next };
}

/** vdens puts the drawn file over the one that is there. */
function checkResolvConf(node: HostNode): Failure | null {
  if (!hasText(node.resolvConf) || existsSync('/etc/resolv.conf')) return null;
  return {
    code: 'file-missing',
    message: `${node.name} has a resolv.conf of its own, and this computer has none that it could stand for.`,
    next: 'Make an empty one: `sudo touch /etc/resolv.conf`.',
    record: node.id,
    field: 'resolvConf',
  };
}

function notUp(node: HostNode): Failure {
  return {
    code: 'program-failed',
    message: `${node.name} did not come up: its cards could not be made in time.`,
    next: 'Start it again.',
    record: node.id,
  };
}
