import { useCallback } from 'react';
import type { SavedView } from '@/ipc/contract';
import { useFlash } from '@/shared/flash';
import { common } from '@/shared/strings/common';

/** Says that a file was saved; nothing when the dialog was closed. */
export function useSaved(): (view: SavedView | null) => void {
  const flash = useFlash();
  return useCallback(
    (view) => {
      if (view !== null) {
        flash.say('success', common.saved(view.file_name), view.notes.join(' '));
      }
    },
    [flash],
  );
}
