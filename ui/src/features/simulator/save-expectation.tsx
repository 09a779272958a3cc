// An answer that shall stay as it is: named and saved.
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import type { Given } from '@/features/simulator/also-grants';
import type { AnsweredProps } from '@/features/simulator/not-applying';
import { ExpectationDialog } from '@/shared/expectation-dialog';
import { expectations as s } from '@/shared/strings/expectations';

export function SaveExpectation({ answer, view, asked }: AnsweredProps & { asked: Given }) {
  const [open, setOpen] = useState(false);
  const allowed = answer.decision === 'allowed';
  const who = view.principal.split('/').pop() ?? view.principal;
  return (
    <>
      <Button data-testid="save-expectation" onClick={() => setOpen(true)}>
        {s.saveAs}
      </Button>
      {open ? (
        <ExpectationDialog
          fixed
          onClose={() => setOpen(false)}
          start={{
            id: '',
            name: s.suggested(who, allowed, answer.action),
            principal: view.principal,
            action: answer.action,
            resource: answer.any_resource ? '' : answer.resource,
            context: asked.context,
            expected: allowed ? 'allowed' : 'denied',
            note: '',
          }}
        />
      ) : null}
    </>
  );
}
