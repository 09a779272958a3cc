import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import { firstRun as s } from '@/shared/strings/first-run';
import './recovery-step.css';

interface RecoveryStepProps {
  recoveryKey: string;
  onNext: () => void;
}

/** How many groups are typed again. Enough to show that paper was used, few enough to be done. */
const groupsAsked = 2;

export function RecoveryStep({ recoveryKey, onNext }: RecoveryStepProps) {
  const groups = useMemo(() => recoveryKey.split('-'), [recoveryKey]);
  const asked = useMemo(() => draw(groups.length, groupsAsked), [groups.length]);
  const [typed, setTyped] = useState<readonly string[]>(asked.map(() => ''));
  const [tried, setTried] = useState(false);

  const right = (index: number) =>
    (typed[index] ?? '').trim().toUpperCase() === (groups[asked[index] ?? 0] ?? '').toUpperCase();

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (asked.every((_, index) => right(index))) {
          onNext();
        }
      }}
    >
      <Form
        actions={
          <Button variant="primary" formAction="submit" data-testid="recovery-confirm">
            {s.recoveryDone}
          </Button>
        }
      >
        <Container header={<Header variant="h1">{s.recoveryTitle}</Header>}>
          <SpaceBetween size="l">
            <Alert type="warning">{s.recoveryText}</Alert>
            <ol className="recovery-key" data-testid="recovery-key" aria-label={s.recoveryKey}>
              {groups.map((group, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place in the key
                <li key={index} data-testid={`recovery-key-group-${index + 1}`}>
                  {group}
                </li>
              ))}
            </ol>
            <FormField label={s.recoveryConfirm} stretch>
              <ColumnLayout columns={groupsAsked}>
                {asked.map((group, index) => (
                  <FormField
                    key={group}
                    label={s.recoveryGroup(group + 1)}
                    errorText={tried && !right(index) ? s.recoveryDiffers : null}
                  >
                    <Input
                      value={typed[index] ?? ''}
                      autoComplete="off"
                      spellcheck={false}
                      disableBrowserAutocorrect
                      data-testid={`recovery-group-${group + 1}`}
                      onChange={({ detail }) =>
                        setTyped((before) =>
                          before.map((old, place) => (place === index ? detail.value : old)),
                        )
                      }
                    />
                  </FormField>
                ))}
              </ColumnLayout>
            </FormField>
          </SpaceBetween>
        </Container>
      </Form>
    </form>
  );
}

/** `many` different places out of `all`, in order. */
function draw(all: number, many: number): number[] {
  const places = new Set<number>();
  while (places.size < Math.min(many, all)) {
    const random = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    places.add(random % all);
  }
  return [...places].sort((one, other) => one - other);
}
