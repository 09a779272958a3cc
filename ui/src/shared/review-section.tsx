// A part of a review, with the way back to the step where it was said.
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';
import { review as s } from '@/shared/strings/wizards';

interface ReviewSectionProps {
  title: string;
  onEdit: () => void;
  children: ReactNode;
}

export function ReviewSection({ title, onEdit, children }: ReviewSectionProps) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button ariaLabel={s.editLabel(title)} onClick={onEdit}>
              {s.edit}
            </Button>
          }
        >
          {title}
        </Header>
      }
    >
      {children}
    </Container>
  );
}
