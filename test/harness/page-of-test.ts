/** Gives every test a page of its own: stores are as they begin, and nothing is left for the next test. */
import { beforeEach } from 'vitest';
import { currentPage, openPage } from '../../renderer/page/page';

beforeEach(() => {
  openPage();
  return () => currentPage().dispose();
});
