import { describe, expect, it } from 'vitest';
import { MAGIC, parseJoinRequest } from '../../../../../electron/dataplane/vde/vde-handshake';
import { joinRequestV1, joinRequestV3 } from '../../../../harness/vde-client';

describe('a request to join', () => {
  it('of version 3 names port, socket and description', () => {
    const bytes = joinRequestV3({ path: '/tmp/x/.00007-00000', port: 5, description: 'QEMU' });
    expect(parseJoinRequest(bytes)).toEqual({
      port: 5,
      path: '/tmp/x/.00007-00000',
      description: 'QEMU',
    });
  });

  it('of version 1 asks for any port', () => {
    const bytes = joinRequestV1({ path: '/tmp/x/sock', description: 'old' });
    expect(parseJoinRequest(bytes)).toEqual({
      port: null,
      path: '/tmp/x/sock',
      description: 'old',
    });
  });

  it('for port 0 is told from one for any port', () => {
    expect(parseJoinRequest(joinRequestV3({ path: '/s', port0: true }))?.port).toBe(0);
    expect(parseJoinRequest(joinRequestV3({ path: '/s' }))?.port).toBeNull();
    expect(parseJoinRequest(joinRequestV1({ path: '/s', port0: true }))?.port).toBe(0);
  });

  it('may come from an unnamed socket and without a description', () => {
    expect(parseJoinRequest(joinRequestV3({ path: '' }))).toEqual({
      port: null,
      path: null,
      description: '',
    });
  });

  it('is refused when it is cut short, at every length', () => {
    const bytes = joinRequestV3({ path: '/s', description: '' });
    for (let length = 0; length < 122; length++) {
      expect(parseJoinRequest(bytes.subarray(0, length))).toBeNull();
    }
    expect(parseJoinRequest(bytes.subarray(0, 122))).not.toBeNull();
  });

  it('is refused with another magic, version, type or address family', () => {
    const spoil = (offset: number, value: number) => {
      const bytes = joinRequestV3({ path: '/s' });
      bytes[offset] = value;
      return parseJoinRequest(bytes);
    };
    expect(spoil(0, 0)).toBeNull();
    expect(spoil(4, 2)).toBeNull();
    expect(spoil(4, 4)).toBeNull();
    expect(spoil(8, 2)).toBeNull();
    expect(spoil(12, 2)).toBeNull();
    expect(MAGIC).toBe(0xfeedface);
  });

  it('is refused when its path does not end or is no UTF-8', () => {
    expect(parseJoinRequest(joinRequestV3({ path: 'x'.repeat(108) }))).toBeNull();
    const bytes = joinRequestV3({ path: '/s' });
    bytes.set([0xff, 0xfe], 14);
    expect(parseJoinRequest(bytes)).toBeNull();
  });

  it('shows only printable characters of what a client says of itself', () => {
    const bytes = joinRequestV3({ path: '/s', description: 'a\x1b[2Jb' });
    expect(parseJoinRequest(bytes)?.description).toBe('a.[2Jb');
  });
});
