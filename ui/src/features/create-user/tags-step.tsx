import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { Draft } from '@/features/create-user/draft';
import type { FieldErrorView } from '@/ipc/contract';
import { createUser as s } from '@/shared/strings/create-user';
import { TagsEditor } from '@/shared/tags-editor';

interface TagsStepProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  errors: readonly FieldErrorView[];
}

export function TagsStep({ draft, change, errors }: TagsStepProps) {
  return (
    <Container
      header={
        <Header variant="h2" description={s.tagsText}>
          {s.reviewTags}
        </Header>
      }
    >
      <TagsEditor tags={draft.tags} onChange={(tags) => change({ tags })} errors={errors} />
    </Container>
  );
}
