import type { ReactNode } from 'react';
import { common } from '@/shared/strings/common';

/** The frame of the screens before the vault is open: the word mark and one column. */
export function GateFrame({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  return (
    <main className="gate-frame">
      <div className={wide ? 'gate-column wide' : 'gate-column'}>
        <div className="gate-mark">
          <img src="./mark.svg" alt="" />
          <span>{common.product}</span>
        </div>
        {children}
      </div>
    </main>
  );
}
