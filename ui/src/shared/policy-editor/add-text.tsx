// A field whose text is added to a list by its button or by Enter; Enter sends no form.
import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { policyEditor as s } from '@/shared/strings/policy-editor';

interface AddTextProps {
  label: string;
  placeholder?: string;
  testId: string;
  onAdd: (text: string) => void;
}

export function AddText({ label, placeholder, testId, onAdd }: AddTextProps) {
  const [text, setText] = useState('');
  const add = () => {
    if (text.trim() !== '') {
      onAdd(text.trim());
      setText('');
    }
  };
  return (
    <div className="table-filter">
      <div className="table-filter-text">
        <Input
          value={text}
          ariaLabel={label}
          placeholder={placeholder}
          autoComplete="off"
          spellcheck={false}
          data-testid={testId}
          onChange={({ detail }) => setText(detail.value)}
          onKeyDown={(event) => {
            if (event.detail.key === 'Enter') {
              event.preventDefault();
              add();
            }
          }}
        />
      </div>
      <Button formAction="none" ariaLabel={`${s.addPattern}: ${label}`} onClick={add}>
        {s.addPattern}
      </Button>
    </div>
  );
}
