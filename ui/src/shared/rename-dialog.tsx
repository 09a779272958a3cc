// Another name or path for a user or a group.
import { useState } from 'react';
import type { FieldErrorView, Proposal } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { NameFields } from '@/shared/name-fields';
import { common } from '@/shared/strings/common';

interface RenameDialogProps {
  /** What has a name and a path now. */
  named: { name: string; path: string };
  proposal: (name: string, path: string) => Proposal;
  title: string;
  text: string;
  label: string;
  help: string;
  pathHelp: string;
  onClose: () => void;
}

const ownFields = ['name', 'path'];

export function RenameDialog({ named, proposal, ...props }: RenameDialogProps) {
  const [{ name, path }, setNamed] = useState({ name: named.name, path: named.path });
  const [errors, setErrors] = useState<readonly FieldErrorView[]>([]);
  return (
    <ChangeDialog
      proposal={proposal(name, path)}
      title={props.title}
      text={props.text}
      confirm={common.save}
      ownFields={ownFields}
      onErrors={setErrors}
      onClose={props.onClose}
    >
      <NameFields
        label={props.label}
        help={props.help}
        pathHelp={props.pathHelp}
        name={name}
        path={path}
        errors={errors}
        onChange={(part) => setNamed((now) => ({ ...now, ...part }))}
        testId="rename"
      />
    </ChangeDialog>
  );
}
