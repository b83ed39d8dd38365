/** A module resolution hook of Node: the name `electron` means the stand-in. */
export function resolve(specifier, context, nextResolve) {
  const name =
    specifier === 'electron' ? new URL('./electron.ts', import.meta.url).href : specifier;
  return nextResolve(name, context);
}
