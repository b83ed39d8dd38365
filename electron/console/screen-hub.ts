/** The screens of all graphical machines that run: the sockets of their RFB servers. */
export class ScreenHub {
  readonly #sockets = new Map<string, string>();

  attach(node: string, socketPath: string): void {
    this.#sockets.set(node, socketPath);
  }

  detach(node: string): void {
    this.#sockets.delete(node);
  }
}
