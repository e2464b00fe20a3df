import { Avatar } from '../components/avatar.tsx'
import { Icon } from '../components/icon.tsx'
import { useView } from '../view-context.tsx'

export function PersonMenu() {
  const { reader, navigation, path, t } = useView()
  if (!reader)
    return (
      <a class="button button-quiet" href="/sign-in">
        {t('layout.signIn')}
      </a>
    )
  return (
    <details class="menu person-menu" data-menu>
      <summary class="person-summary">
        <Avatar name={reader.name} photo={reader.photo} />
        <span class="person-name">{reader.name}</span>
        <Icon name="chevronDown" size={16} />
      </summary>
      <div class="menu-panel">
        <p class="person-card">
          <strong>{reader.name}</strong>
          <span>{reader.address}</span>
        </p>
        {navigation.account.map(({ href, icon, label }) => (
          <a key={href} class="menu-item" href={href} aria-current={href === path ? 'page' : undefined}>
            <Icon name={icon} />
            {t(label)}
          </a>
        ))}
        <form method="post" action="/sign-out">
          <button type="submit" class="menu-item">
            <Icon name="signOut" />
            {t('layout.signOut')}
          </button>
        </form>
      </div>
    </details>
  )
}
