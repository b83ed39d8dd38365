import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { identityOf } from '../../../../../electron/system/processes/process-identity';
import {
  isSameOwner,
  OWNER_KEY,
  type Owner,
  ownerKey,
  ownerOfKey,
  ownerState,
  thisOwner,
} from '../../../../../electron/system/processes/process-owner';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function another(): Promise<Owner> {
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' });
  children.push(child);
  await once(child, 'spawn');
  return { ...thisOwner(), ...identityOf(child.pid!)! };
}

/** No process can have it: the kernel's limit is 4194304. */
const NO_PROCESS = 999_999_999;

describe('ownerState', () => {
  it('knows processes of this place', async () => {
    const owner = await another();
    expect(ownerState(owner)).toBe('alive');
    expect(ownerState({ ...owner, startTime: owner.startTime - 1 })).toBe('gone');
    expect(ownerState({ ...owner, pid: NO_PROCESS })).toBe('gone');
    const [child] = children;
    child?.kill('SIGKILL');
    await once(child!, 'exit');
    expect(ownerState(owner)).toBe('gone');
  });

  it('takes those before a reboot of this computer for gone', () => {
    const boot = '00000000-0000-4000-8000-000000000000';
    expect(ownerState({ ...thisOwner(), boot, namespace: 'pid:[1]' })).toBe('gone');
  });

  it('does not know of those in another container or on another computer', () => {
    const dead = { ...thisOwner(), pid: NO_PROCESS };
    expect(ownerState({ ...dead, namespace: 'pid:[1]' })).toBe('unknown');
    expect(ownerState({ ...dead, machine: '0123456789ab' })).toBe('unknown');
    const boot = '00000000-0000-4000-8000-000000000000';
    expect(ownerState({ ...dead, machine: '0123456789ab', boot })).toBe('unknown');
  });

  it('does not compare start times of two time namespaces', async () => {
    const owner = await another();
    const elsewhere = { ...owner, startTime: 1, time: 'time:[1]' };
    expect(ownerState(elsewhere)).toBe('unknown');
    expect(ownerState({ ...elsewhere, pid: NO_PROCESS })).toBe('gone');
  });

  it('understands what versions before wrote', async () => {
    const { pid, startTime, boot, namespace } = await another();
    expect(ownerState({ pid, startTime, boot, namespace })).toBe('alive');
    expect(ownerState({ pid, startTime, boot: 'other', namespace })).toBe('gone');
    expect(ownerState({ pid, startTime: 1, boot, namespace })).toBe('gone');
  });
});

describe('ownerKey', () => {
  it('stands for the process in file names', async () => {
    const owner = await another();
    const key = ownerKey(owner);
    expect(key).toMatch(/^\d+-\d+@[0-9a-f]{12}-[0-9a-f]{12}-\d+-\d+$/);
    expect(key).toMatch(new RegExp(`^${OWNER_KEY}$`));
    const read = ownerOfKey(key)!;
    expect(isSameOwner(read, owner)).toBe(true);
    expect(ownerState(read)).toBe('alive');
    const other = ownerOfKey(ownerKey({ ...owner, namespace: 'pid:[1]' }))!;
    expect(ownerState(other)).toBe('unknown');
    const rebooted = ownerOfKey(ownerKey({ ...owner, boot: '0'.repeat(32) }))!;
    expect(ownerState(rebooted)).toBe('gone');
    expect(isSameOwner(other, owner)).toBe(false);
  });

  it('takes one without a place for a process of this one', async () => {
    const { pid, startTime } = await another();
    expect(ownerState(ownerOfKey(`${pid}-${startTime}`)!)).toBe('alive');
    expect(ownerState(ownerOfKey(`${NO_PROCESS}-1`)!)).toBe('gone');
  });

  it('reads nothing else', () => {
    for (const text of ['', '1', '1-', 'a-1', '1-1@', '1-1@0-0-0-0', '1-1-1', '99999999999-1'])
      expect(ownerOfKey(text), text).toBeNull();
  });
});
