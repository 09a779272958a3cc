// Several admins: changes out as an encrypted file, theirs in, and conflict copies the same way.
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { OfferedChanges } from '@/features/share/offered-changes';
import { ReceiveChanges } from '@/features/share/receive-changes';
import { SendChanges } from '@/features/share/send-changes';
import type { OfferedChangesView } from '@/ipc/contract';
import { Page } from '@/shared/page';
import { help } from '@/shared/strings/help';
import { share as s } from '@/shared/strings/share';

export function SharePage() {
  const [offered, setOffered] = useState<OfferedChangesView | null>(null);
  return (
    <Page title={s.title} description={s.description} testId="share-page" help={help.share}>
      {offered === null ? (
        <SpaceBetween size="l">
          <SendChanges />
          <ReceiveChanges onOffered={setOffered} />
        </SpaceBetween>
      ) : (
        <OfferedChanges offered={offered} onClose={() => setOffered(null)} />
      )}
    </Page>
  );
}
