import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { Decision } from '@/features/simulator/decision';
import type { AnswerView } from '@/ipc/contract';
import { common } from '@/shared/strings/common';
import { number } from '@/shared/strings/plural';
import { simulator as s } from '@/shared/strings/simulator';
import { usePages } from '@/shared/use-pages';
import { sentence, Words } from '@/shared/words';

interface AnswersTableProps {
  answers: readonly AnswerView[];
  chosen: AnswerView | null;
  onChoose: (answer: AnswerView) => void;
  waiting: boolean;
}

const rowsOnPage = 15;

export function AnswersTable({ answers, chosen, onChoose, waiting }: AnswersTableProps) {
  const { rows, pagination } = usePages(answers, rowsOnPage);
  return (
    <div data-testid="answers" aria-busy={waiting}>
      <Table<AnswerView>
        variant="container"
        wrapLines
        items={rows}
        trackBy={(answer) => `${answer.action} ${answer.resource}`}
        selectionType="single"
        selectedItems={chosen === null ? [] : [chosen]}
        onSelectionChange={({ detail }) => {
          const answer = detail.selectedItems[0];
          if (answer !== undefined) {
            onChoose(answer);
          }
        }}
        onRowClick={({ detail }) => onChoose(detail.item)}
        ariaLabels={{
          tableLabel: s.answers,
          selectionGroupLabel: common.tableLabels.selectionGroup,
          itemSelectionLabel: (_, answer) => common.tableLabels.selectItem(answer.action),
        }}
        header={
          <Header variant="h2" counter={`(${number(answers.length)})`}>
            {s.answers}
          </Header>
        }
        {...pagination}
        columnDefinitions={[
          {
            id: 'action',
            header: s.action,
            isRowHeader: true,
            minWidth: 190,
            cell: (answer) => <span className="mono">{answer.action}</span>,
          },
          {
            id: 'resource',
            header: s.resource,
            minWidth: 170,
            cell: (answer) =>
              answer.any_resource ? s.anyResource : <span className="mono">{answer.resource}</span>,
          },
          {
            id: 'decision',
            header: s.decision,
            minWidth: 170,
            width: 215,
            cell: (answer) => <Decision answer={answer} />,
          },
          {
            id: 'why',
            header: s.why,
            minWidth: 240,
            cell: (answer) => (
              <span data-testid="answer-sentence">
                <Words text={sentence(answer.sentence)} />
              </span>
            ),
          },
        ]}
      />
    </div>
  );
}
