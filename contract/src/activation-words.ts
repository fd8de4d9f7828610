/**
 * What people who have not activated their account meet where 2FA is required of them, by the setting: said alike by
 * previews, and where a rollout is played through. After “they”.
 */
export const meetAtActivation = ({ enrollAtActivation }: { readonly enrollAtActivation: boolean }): string =>
  enrollAtActivation
    ? 'set it up when they activate their account'
    : 'have their days from when they activate their account';
