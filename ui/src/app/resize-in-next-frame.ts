// Sizes are told in the next frame. A component that draws itself anew while the browser still
// tells of sizes makes it break off ("ResizeObserver loop completed with undelivered
// notifications"), and Cloudscape's dropdowns do; told a frame later, nothing is left undelivered.

/** The observer, telling in the next frame what the given one tells at once. */
export function inNextFrame(Observer: typeof ResizeObserver): typeof ResizeObserver {
  return class extends Observer {
    private cancel: () => void;

    constructor(tell: ResizeObserverCallback) {
      const waiting = new Map<Element, ResizeObserverEntry>();
      let frame = 0;
      super((entries) => {
        for (const entry of entries) {
          waiting.set(entry.target, entry);
        }
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(() => {
          const told = [...waiting.values()];
          waiting.clear();
          tell(told, this);
        });
      });
      this.cancel = () => {
        cancelAnimationFrame(frame);
        waiting.clear();
      };
    }

    override disconnect(): void {
      this.cancel();
      super.disconnect();
    }
  };
}

window.ResizeObserver = inNextFrame(window.ResizeObserver);
