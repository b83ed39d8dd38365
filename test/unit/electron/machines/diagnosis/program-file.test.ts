import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { interpreterOf, isForeign } from '../../../../../electron/machines/diagnosis/program-file';

const own = readFileSync(process.execPath).subarray(0, 64 * 1024);

describe('the head of a program', () => {
  it('names its loader, as the one of Node does', () => {
    expect(interpreterOf(own)).toMatch(/^\/lib.*ld-linux/);
    expect(isForeign(own)).toBe(false);
  });

  it.each([
    ['#!/bin/sh\n', '/bin/sh'],
    ['#! /usr/bin/env python3\nx', '/usr/bin/env'],
    ['#!', ''],
    ['echo', ''],
  ])('of %j names %j', (text, interpreter) => {
    expect(interpreterOf(Buffer.from(text))).toBe(interpreter);
    expect(isForeign(Buffer.from(text))).toBe(false);
  });

  it('tells another processor', () => {
    const head = Buffer.from(own);
    head.writeUInt16LE(183, 18);
    expect(isForeign(head, 'x64')).toBe(true);
    expect(isForeign(head, 'arm64')).toBe(false);
    head.writeUInt16LE(3, 18);
    expect(isForeign(head, 'x64')).toBe(false);
  });

  it('is never read beyond its end', () => {
    for (let bytes = 0; bytes < 200; bytes++) {
      interpreterOf(own.subarray(0, bytes));
      isForeign(own.subarray(0, bytes));
    }
    const wild = Buffer.from(own);
    wild.writeBigUInt64LE(0xffffffffffffffffn, 32);
    expect(interpreterOf(wild)).toBe('');
  });
});
