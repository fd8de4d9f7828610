import { TextLink } from './links.tsx';
import { Page } from './Page.tsx';

/** In place of an address that leads nowhere. */
export function NotFound() {
  return (
    <Page
      title="There is no page at this address"
      about="The link may be old, or a letter was lost on the way."
    >
      <TextLink to="/">To the first page</TextLink>
    </Page>
  );
}
