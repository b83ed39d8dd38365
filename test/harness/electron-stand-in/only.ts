/** What the stand-in does not have must not look as if it worked: using it throws, by its name. */
import { EventEmitter } from 'node:events';

/** Wraps an object so that reading anything that it does not have throws. */
export function only<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get(target, property) {
      // A promise that resolves with the object looks for `then`.
      if (typeof property === 'symbol' || property === 'then' || property in target) {
        const value: unknown = Reflect.get(target, property, target);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      throw new Error(`The Electron stand-in has no ${name}.${property}`);
    },
  });
}

/** Refuses options that the stand-in would silently ignore. */
export function checkOptions(name: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) throw new Error(`The Electron stand-in has no ${name} "${key}"`);
  }
}

/** An emitter that can only be asked for the events that it really emits. */
export class KnownEvents extends EventEmitter {
  readonly #name: string;
  readonly #known: readonly string[];

  constructor(name: string, known: readonly string[]) {
    super();
    this.#name = name;
    this.#known = known;
  }

  override on(event: string, listener: (...args: never[]) => void): this {
    this.#check(event);
    return super.on(event, listener as (...args: unknown[]) => void);
  }

  override once(event: string, listener: (...args: never[]) => void): this {
    this.#check(event);
    return super.once(event, listener as (...args: unknown[]) => void);
  }

  #check(event: string): void {
    if (!this.#known.includes(event)) {
      throw new Error(`The Electron stand-in has no event "${event}" of ${this.#name}`);
    }
  }
}

/** The event object of Electron, as far as it can be prevented. */
export function preventable<T extends object>(details: T) {
  return {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}
