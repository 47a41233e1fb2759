import { hueOf, initials } from "../people.ts";
import { useSession } from "../session.ts";
import { MoonIcon } from "./icons.tsx";

/** The bot's mark, or a person's initials. */
export function Avatar({ user, small = false }: { readonly user: string; readonly small?: boolean }) {
  const { bot, people } = useSession();
  const size = small ? " avatar-small" : "";
  if (user === bot.userId) {
    return (
      <span class={`avatar avatar-bot${size}`} aria-hidden="true">
        <MoonIcon />
      </span>
    );
  }
  const name = people.find(({ id }) => id === user)?.name ?? user;
  return (
    <span class={`avatar hue-${hueOf(user)}${size}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
