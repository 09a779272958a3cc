import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Input from '@cloudscape-design/components/input';
import type { FieldErrorView, TagView } from '@/ipc/contract';
import { errorFor } from '@/shared/field-errors';
import { tags as s } from '@/shared/strings/tags';

interface TagsEditorProps {
  tags: readonly TagView[];
  onChange: (tags: readonly TagView[]) => void;
  /** Errors whose field is `tags[0].key` or `tags[0].value`. */
  errors: readonly FieldErrorView[];
}

/** The quota on an entity; Rust refuses more, this only takes the button away in time. */
const mostTags = 50;

export function TagsEditor({ tags, onChange, errors }: TagsEditorProps) {
  const set = (index: number, part: Partial<TagView>) =>
    onChange(tags.map((tag, place) => (place === index ? { ...tag, ...part } : tag)));
  return (
    <div data-testid="tags-editor">
      <AttributeEditor<TagView>
        items={tags}
        empty={s.empty}
        addButtonText={s.add}
        removeButtonText={s.remove}
        disableAddButton={tags.length >= mostTags}
        additionalInfo={tags.length >= mostTags ? s.full : s.left(mostTags - tags.length)}
        onAddButtonClick={() => onChange([...tags, { key: '', value: '' }])}
        onRemoveButtonClick={({ detail }) =>
          onChange(tags.filter((_, place) => place !== detail.itemIndex))
        }
        definition={[
          {
            label: s.key,
            errorText: (_, index) =>
              errorFor(errors, `tags[${index}].key`) ?? errorFor(errors, `tags[${index}]`),
            control: (tag, index) => (
              <Input
                value={tag.key}
                autoComplete="off"
                data-testid={`tag-key-${index}`}
                onChange={({ detail }) => set(index, { key: detail.value })}
              />
            ),
          },
          {
            label: (
              <span>
                {s.value}
                <i>{s.optional}</i>
              </span>
            ),
            errorText: (_, index) => errorFor(errors, `tags[${index}].value`),
            control: (tag, index) => (
              <Input
                value={tag.value}
                autoComplete="off"
                data-testid={`tag-value-${index}`}
                onChange={({ detail }) => set(index, { value: detail.value })}
              />
            ),
          },
        ]}
      />
    </div>
  );
}
