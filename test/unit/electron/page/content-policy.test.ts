import { expect, test } from 'vitest';
import { contentPolicy } from '../../../../electron/page/content-policy';

function directives(policy: string): Map<string, string> {
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );
}

test('allows what is named and nothing else', () => {
  expect(directives(contentPolicy())).toEqual(
    new Map([
      ['default-src', "'none'"],
      ['script-src', "'self'"],
      ['style-src', "'self' 'unsafe-inline'"],
      ['font-src', "'self'"],
      ['img-src', "'self' data: blob:"],
      ['frame-src', "'none'"],
      ['frame-ancestors', "'none'"],
      ['form-action', "'none'"],
      ['base-uri', "'none'"],
      ['connect-src', "'self'"],
    ]),
  );
});

test('names the WebSocket of the browser shell', () => {
  const policy = directives(contentPolicy('ws://127.0.0.1:8080'));
  expect(policy.get('connect-src')).toBe("'self' ws://127.0.0.1:8080");
});
