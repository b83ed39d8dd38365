/** The machine's side of a console: a socket, a pseudo-terminal or a built-in PC. */
export interface ConsoleSource {
  /** Sends what was typed. */
  write(data: string): void;
  /** Tells the guest the size of the terminal, where it can take it. */
  resize(columns: number, rows: number): void;
  /** Stops reading from the machine until {@link resume}: nobody keeps up with its output. */
  pause(): void;
  resume(): void;
  /** Called once by the console to receive output; UTF-8 has been decoded across chunk borders. */
  onOutput(listener: (text: string) => void): void;
}

/** The same console, of which somebody else sees the output as well, and first. */
export function readAlong(source: ConsoleSource, printed: (text: string) => void): ConsoleSource {
  return {
    write: (data) => source.write(data),
    resize: (columns, rows) => source.resize(columns, rows),
    pause: () => source.pause(),
    resume: () => source.resume(),
    onOutput: (listener) =>
      source.onOutput((text) => {
        printed(text);
        listener(text);
      }),
  };
}
