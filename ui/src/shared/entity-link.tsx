import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { href } from '@/shared/routes';

interface EntityLinkProps {
  to: string;
  children: ReactNode;
  testId?: string;
}

/** A link to another page of this window. */
export function EntityLink({ to, children, testId }: EntityLinkProps) {
  return (
    <Link href={href(to)} data-testid={testId}>
      {children}
    </Link>
  );
}
