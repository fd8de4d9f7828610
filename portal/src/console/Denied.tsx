import { TextLink } from './links.tsx';
import { Page } from './Page.tsx';

/** In place of a page that the reader's role does not reach. */
export function Denied() {
  return (
    <Page
      title="Your role does not include this page"
      about="If you need it for your work, ask an owner of this server to change your role."
    >
      <TextLink to="/account">To my account</TextLink>
    </Page>
  );
}
