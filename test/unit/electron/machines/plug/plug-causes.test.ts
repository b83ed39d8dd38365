import { describe, expect, it } from 'vitest';
import { plugFailure } from '../../../../../electron/machines/plug/plug-causes';

const plugged = { id: 'p', name: 'plug1', locator: 'x://', what: 'x://' };
const failureAfter = (lastOutput: string) =>
  plugFailure(plugged, { code: 1, signal: null, lastOutput });

describe('plugFailure', () => {
  it('keeps the last lines and the exit', () => {
    expect(failureAfter('one\ntwo\n')).toEqual({
      code: 'program-failed',
      message: 'plug1 is not joined to x://: vde_plug ended.',
      next: expect.stringContaining('Check the locator'),
      detail: 'one\ntwo\n(exit code 1)',
      record: 'p',
    });
    expect(plugFailure(plugged, { code: null, signal: 'SIGKILL', lastOutput: '' }).detail).toBe(
      'killed by SIGKILL',
    );
  });

  it.each([
    ['Host key verification failed.\n', 'ssh does not know the key'],
    ['user@far: Permission denied (publickey,password).\n', 'does not let you in'],
    [
      'ssh: Could not resolve hostname far: Name or service not known\n',
      'there is no computer called far.',
    ],
    ['ssh: connect to host far port 22: Connection refused\n', 'far does not answer to ssh.'],
    ['bash: line 1: vde_plug: command not found\n', 'the other computer has no vde_plug.'],
    ['sh: 1: vde_plug: not found\n', 'the other computer has no vde_plug.'],
    ['vde_open vde:///tmp/mysw: No such file or directory\n', 'no switch listens there.'],
    ['vde_open tap://tap0: Operation not permitted\n', 'you may not use that interface.'],
    ['vde_open tap://tap0: Device or resource busy\n', 'another program uses it.'],
    ['vde_open nope://x: Protocol not supported\n', 'vde_plug has no module for it.'],
  ])('understands %j', (output, meaning) => {
    expect(failureAfter(output).message).toContain(meaning);
  });
});
