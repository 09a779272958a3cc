import { useEffect } from 'react';

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/** Locks after so many minutes without a sign of life. 0 never does. */
export function useIdleLock(minutes: number, lock: () => Promise<void>): void {
  useEffect(() => {
    if (minutes === 0) {
      return;
    }
    let lastSign = Date.now();
    const alive = () => {
      lastSign = Date.now();
    };
    for (const sign of signs) {
      window.addEventListener(sign, alive, { passive: true });
    }
    // Compared with the clock, because timers stand still while a laptop sleeps.
    const timer = window.setInterval(() => {
      if (Date.now() - lastSign >= minutes * 60_000) {
        void lock();
      }
    }, 1000);
    return () => {
      window.clearInterval(timer);
      for (const sign of signs) {
        window.removeEventListener(sign, alive);
      }
    };
  }, [minutes, lock]);
}
