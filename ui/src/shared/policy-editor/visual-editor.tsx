// The cards of a policy: one for each statement that can be shown in fields.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { Nothing } from '@/shared/entity-table';
import { StatementCard } from '@/shared/policy-editor/statement-card';
import type { PolicyEditing } from '@/shared/policy-editor/use-policy-editor';
import { common } from '@/shared/strings/common';
import { policyEditor as s } from '@/shared/strings/policy-editor';

interface VisualEditorProps {
  editing: PolicyEditing;
  onJson: () => void;
}

export function VisualEditor({ editing, onJson }: VisualEditorProps) {
  const { view, text, wish } = editing;
  if (view === null) {
    return (
      <span role="status">
        <Spinner /> {common.loading}
      </span>
    );
  }
  if (!view.readable && text.trim() !== '') {
    return (
      <Alert
        type="warning"
        header={s.unreadable}
        action={<Button onClick={onJson}>{s.modes.json}</Button>}
      >
        {s.unreadableText}
      </Alert>
    );
  }
  return (
    <SpaceBetween size="m">
      {view.kept.length === 0 ? null : <Alert type="info">{s.kept(view.kept.join(', '))}</Alert>}
      {view.statements.length === 0 ? (
        <Nothing title={s.noStatements} text={s.noStatementsText} />
      ) : (
        view.statements.map((statement) => (
          <StatementCard
            key={statement.index}
            statement={statement}
            count={view.statement_count}
            usedAs={editing.usedAs}
            findings={view.findings.filter((finding) => finding.statement === statement.index)}
            wish={wish}
          />
        ))
      )}
      <Button
        iconName="add-plus"
        data-testid="statement-add"
        onClick={() => void wish({ kind: 'add_statement', effect: 'Allow' })}
      >
        {s.add}
      </Button>
    </SpaceBetween>
  );
}
