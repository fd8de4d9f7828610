import {
  Anchor,
  type AnchorProps,
  Button,
  type ButtonProps,
  NavLink,
  type NavLinkProps,
} from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';

type Rest<Own> = Own & Omit<ComponentPropsWithRef<'a'>, keyof Own>;

/** Mantine's looks with the router's addresses. */
export const TextLink = createLink((props: Rest<AnchorProps>) => (
  <Anchor inherit underline="always" {...props} />
));
export const ButtonLink = createLink((props: Rest<ButtonProps>) => <Button component="a" {...props} />);
export const NavigationLink = createLink((props: Rest<NavLinkProps>) => <NavLink {...props} />);
