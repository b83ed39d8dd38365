/** What modules keep between calls: declared where it is used, made anew for every page. */
import { createStore, type StoreApi, type UseBoundStore, useStore } from 'zustand';
import { currentPage } from './page';

/**
 * Declares state that nobody draws.
 *
 * @param initial as it is when a page begins
 * @returns what gives the state of the page that is open; throws where none is
 */
export function pageState<State extends object>(initial: () => State): () => State {
  const key = {};
  return () => currentPage().stateOf(key, initial);
}

/**
 * Declares a store: a hook with an optional selector, and what zustand's stores have.
 *
 * @param initial its state when a page begins
 */
export function pageStore<State>(initial: () => State): UseBoundStore<StoreApi<State>> {
  const store = pageState(() => createStore<State>(initial));
  const hook = <Part>(select: (state: State) => Part) => useStore(store(), select);
  return Object.assign(hook as UseBoundStore<StoreApi<State>>, {
    getState: () => store().getState(),
    getInitialState: () => store().getInitialState(),
    setState: ((change, replace) =>
      store().setState(change, replace as false)) as StoreApi<State>['setState'],
    subscribe: ((listener) => store().subscribe(listener)) as StoreApi<State>['subscribe'],
  });
}
