import { registerIcons } from 'ghl-social-connect';

/** Which icons the buttons and the list have. */
export type Icons = 'built-in' | 'brands';

let wanted: Icons = 'built-in';

/** Shows these icons. The brand icons are a file of their own, which only a page that shows them loads. */
export async function showIcons(icons: Icons): Promise<void> {
  wanted = icons;
  if (icons === 'built-in') return registerIcons({});
  const { default: brandIcons } = await import('ghl-social-connect/icons/brands');
  // The person may have chosen again, and the import itself has registered the icons.
  registerIcons(wanted === 'brands' ? brandIcons : {});
}
