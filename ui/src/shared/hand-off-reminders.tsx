// What waits to be done about hand-offs, on the dashboard and wherever else it helps.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useAccount } from '@/shared/account';
import { useAsk } from '@/shared/queries';
import { routes, useGo } from '@/shared/routes';
import { handOff as s } from '@/shared/strings/hand-off';

export function HandOffReminders() {
  const { account } = useAccount();
  const go = useGo();
  const { data } = useAsk('hand_off_reminders', { account: account.id });
  if (data === undefined) {
    return null;
  }
  const waiting = [
    data.expired > 0 ? s.remindersExpired(data.expired) : '',
    data.drafted > 0 ? s.remindersDrafted(data.drafted) : '',
    data.sent > 0 ? s.remindersSent(data.sent) : '',
    data.files > 0 ? s.remindersFiles(data.files) : '',
  ].filter((text) => text !== '');
  if (waiting.length === 0) {
    return null;
  }
  return (
    <div data-testid="hand-off-reminders">
      <Alert
        type={data.expired + data.files > 0 ? 'warning' : 'info'}
        header={s.reminders}
        action={
          <Button data-testid="hand-off-reminders-open" onClick={() => go(routes.handOffs)}>
            {s.remindersOpen}
          </Button>
        }
      >
        {waiting.join('; ')}.
      </Alert>
    </div>
  );
}
