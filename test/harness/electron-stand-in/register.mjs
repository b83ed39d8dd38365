/** `node --import tsx --import ./register.mjs main.js`: gives the stand-in for `electron`. */
import { register } from 'node:module';

register('./resolve-electron.mjs', import.meta.url);
