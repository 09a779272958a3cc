// Two texts, line by line, as Rust compared them.
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Asked } from '@/shared/asked';
import { useAskKeeping } from '@/shared/queries';
import { policyPage as s } from '@/shared/strings/wizards';
import '@/shared/policy-editor/policy-editor.css';

interface TextDiffProps {
  before: string;
  after: string;
  label: string;
}

const signs = { same: '', added: '+', removed: '−' } as const;

export function TextDiff({ before, after, label }: TextDiffProps) {
  const query = useAskKeeping('diff_documents', { before, after });
  return (
    <Asked query={query}>
      {(diff) => (
        <SpaceBetween size="xs">
          <Box color="text-body-secondary">
            {diff.same_value ? s.same : s.diffCounts(diff.added, diff.removed)}
          </Box>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls takes the focus */}
          <section className="diff mono" aria-label={label} data-testid="text-diff" tabIndex={0}>
            <table>
              <tbody>
                {diff.lines.map((line) => (
                  <tr key={`${line.before} ${line.after} ${line.kind}`} className={line.kind}>
                    <td className="number">{line.before}</td>
                    <td className="number">{line.after}</td>
                    <td className="number">{signs[line.kind]}</td>
                    <td>{line.text}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </SpaceBetween>
      )}
    </Asked>
  );
}
