import { Title, type TitleOrder } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';

interface Props {
  children: ReactNode;
  /** Of the document; `children` if they are text and it is not given. */
  title?: string;
  order?: TitleOrder;
  /** Off where a field of the step takes the focus itself. */
  takesFocus?: boolean;
}

/** The heading of a page or step: names the document and takes the focus, so that screen readers begin here. */
export function PageHeading({ children, title, order = 1, takesFocus = true }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const documentTitle = title ?? (typeof children === 'string' ? children : undefined);

  useEffect(() => {
    if (documentTitle) document.title = `${documentTitle} · Sallyport`;
  }, [documentTitle]);
  useEffect(() => {
    if (takesFocus) heading.current?.focus({ preventScroll: true });
  }, [takesFocus]);

  return (
    <Title order={order} size="h2" ref={heading} tabIndex={-1}>
      {children}
    </Title>
  );
}
