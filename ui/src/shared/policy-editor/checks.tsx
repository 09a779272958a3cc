// What lint says of the text: each finding leads to its place, and fixes it where that is safe.
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import type { LintSeverityView, LintView, PolicyEditorView, TextEditView } from '@/ipc/contract';
import { policyEditor as s } from '@/shared/strings/policy-editor';
import { sentence, Words } from '@/shared/words';

interface ChecksProps {
  view: PolicyEditorView | null;
  waiting: boolean;
  onShow: (finding: LintView) => void;
  onFix: (edits: TextEditView[]) => void;
}

const tones: Record<LintSeverityView, StatusIndicatorProps.Type> = {
  error: 'error',
  security_warning: 'warning',
  warning: 'warning',
  suggestion: 'info',
};

export function Checks({ view, waiting, onShow, onFix }: ChecksProps) {
  const findings = view?.findings ?? [];
  const of = (...kinds: LintSeverityView[]) =>
    findings.filter(({ severity }) => kinds.includes(severity)).length;
  const counts = s.counts(of('error'), of('security_warning', 'warning'), of('suggestion'));
  return (
    <div data-testid="editor-checks" aria-busy={waiting}>
      <ExpandableSection
        variant="container"
        defaultExpanded
        headerText={s.checks}
        headerDescription={counts === '' ? s.noFindings : counts}
      >
        <ul className="policy-editor-findings">
          {findings.map((finding) => (
            <li key={`${finding.from} ${finding.code} ${finding.message}`}>
              <StatusIndicator type={tones[finding.severity]}>
                {s.severity[finding.severity]}
              </StatusIndicator>
              <span className="what">
                <Words text={sentence(finding.message)} />
                {finding.help === '' ? null : (
                  <>
                    {' – '}
                    <Words text={finding.help} />
                  </>
                )}
              </span>
              <Button
                variant="inline-link"
                ariaLabel={s.goTo(finding.line)}
                onClick={() => onShow(finding)}
              >
                {s.line(finding.line)}
              </Button>
              {finding.fix === null ? null : (
                <Button
                  variant="inline-link"
                  iconName="gen-ai"
                  data-testid={`fix-${finding.code}`}
                  onClick={() => onFix(finding.fix?.edits ?? [])}
                >
                  {finding.fix.title.replaceAll('`', '')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </ExpandableSection>
    </div>
  );
}
