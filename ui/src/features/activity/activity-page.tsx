import { JournalTable } from '@/shared/journal-table';
import { Page } from '@/shared/page';
import { activity as s } from '@/shared/strings/activity';
import { help } from '@/shared/strings/help';

export function ActivityPage() {
  return (
    <Page title={s.title} description={s.description} testId="activity-page" help={help.activity}>
      <JournalTable entity="" title={s.journal} empty={{ title: s.empty, text: s.emptyText }} />
    </Page>
  );
}
