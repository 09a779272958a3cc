import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { href } from '@/shared/routes';

interface EntityLinkProps {
  to: string;
  children: ReactNode;
  testId?: string;
  /** When the words alone would not say where it leads. */
  label?: string;
}

/** A link to another page of this window. */
export function EntityLink({ to, children, testId, label }: EntityLinkProps) {
  return (
    <Link
      href={href(to)}
      data-testid={testId}
      {...(label === undefined ? {} : { ariaLabel: label })}
    >
      {children}
    </Link>
  );
}
