// How far long work is, asked while it goes on, with a way to give it up.
import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import { ask } from '@/ipc/client';
import type { WorkView } from '@/ipc/contract';
import { settings as s } from '@/shared/strings/settings';
import { sentence } from '@/shared/words';

const askMs = 300;

export function WorkProgress({ busy }: { busy: boolean }) {
  const [work, setWork] = useState<WorkView | null>(null);
  useEffect(() => {
    if (!busy) {
      setWork(null);
      return;
    }
    const timer = window.setInterval(() => {
      // How far it is can be missed; the work itself says how it ended.
      ask('work', {}).then(setWork, () => setWork(null));
    }, askMs);
    return () => window.clearInterval(timer);
  }, [busy]);
  if (!busy || work === null || work.doing === '') {
    return null;
  }
  return (
    <div data-testid="work-progress">
      <SpaceBetween size="xs">
        <ProgressBar value={work.percent} label={sentence(work.doing)} />
        <Button
          formAction="none"
          data-testid="work-give-up"
          onClick={() => void ask('give_up', {}).catch(() => undefined)}
        >
          {s.giveUp}
        </Button>
      </SpaceBetween>
    </div>
  );
}
