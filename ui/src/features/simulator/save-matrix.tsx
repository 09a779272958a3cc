// Takes a matrix away as a file. The file is made and saved on the other side.
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useState } from 'react';
import type { MatrixFilter, MatrixQuestion, ReportFormat } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { useFlash } from '@/shared/flash';
import { useAction } from '@/shared/queries';
import { analyse } from '@/shared/strings/analyse';

const s = analyse.save;

interface SaveMatrixProps {
  question: MatrixQuestion;
  filter: MatrixFilter;
}

export function SaveMatrix({ question, filter }: SaveMatrixProps) {
  const [redact, setRedact] = useState(false);
  const flash = useFlash();
  const { busy, failure, run } = useAction('save_matrix');
  const save = async (format: ReportFormat) => {
    const saved = await run({ question, filter, format, redact });
    if (saved !== null) {
      flash.say('success', s.saved(saved.file_name), saved.notes.join(' '));
    }
  };
  return (
    <>
      <ButtonDropdown
        loading={busy}
        data-testid="matrix-save"
        items={[
          { id: 'html', text: s.html },
          { id: 'csv', text: s.csv },
          { id: 'json', text: s.json },
          { id: 'redact', text: s.redact, itemType: 'checkbox', checked: redact },
        ]}
        onItemClick={({ detail }) => {
          if (detail.id === 'redact') {
            setRedact(detail.checked === true);
          } else {
            void save(detail.id as ReportFormat);
          }
        }}
      >
        {s.button}
      </ButtonDropdown>
      <FailureAlert failure={failure} />
    </>
  );
}
