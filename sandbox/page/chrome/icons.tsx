/** The page's icons, drawn in the text's colour. */
import type { ComponentChildren } from "preact";

function Icon({ children, size = 16 }: { readonly children: ComponentChildren; readonly size?: number }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const MoonIcon = () => (
  <svg class="icon" viewBox="0 0 32 32" aria-hidden="true">
    <path d="M20.7 19.9A8.4 8.4 0 0 1 13.6 8a8.6 8.6 0 1 0 11 10.4 8.3 8.3 0 0 1-3.9 1.5z" fill="#ffd98a" />
    <circle cx="22.3" cy="9.7" r="1.2" fill="#fff" opacity=".9" />
    <circle cx="25.2" cy="13.6" r=".8" fill="#fff" opacity=".7" />
  </svg>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Icon>
);
export const MenuIcon = () => (
  <Icon>
    <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />
  </Icon>
);
export const PanelIcon = () => (
  <Icon>
    <rect x="1.8" y="2.8" width="12.4" height="10.4" rx="2" />
    <path d="M10 3v10" />
  </Icon>
);
export const SendIcon = () => (
  <Icon>
    <path d="M8 13V3.5M3.8 7.5 8 3.3l4.2 4.2" />
  </Icon>
);
export const DotsIcon = () => (
  <Icon>
    <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.2" />
  </Icon>
);
export const ChevronIcon = () => (
  <Icon size={12}>
    <path d="m4 6 4 4 4-4" />
  </Icon>
);
export const LeftIcon = () => (
  <Icon>
    <path d="m10 3.5-4.5 4.5 4.5 4.5" />
  </Icon>
);
export const RightIcon = () => (
  <Icon>
    <path d="M6 3.5 10.5 8 6 12.5" />
  </Icon>
);
export const CheckIcon = () => (
  <Icon size={12}>
    <path d="m3 8.5 3.2 3.2L13 4.8" stroke-width="2.2" />
  </Icon>
);
export const CrossIcon = () => (
  <Icon size={12}>
    <path d="m4 4 8 8M12 4l-8 8" stroke-width="2.2" />
  </Icon>
);
export const EyeIcon = () => (
  <Icon size={13}>
    <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z" />
    <circle cx="8" cy="8" r="1.8" />
  </Icon>
);
export const ExternalIcon = () => (
  <Icon size={12}>
    <path d="M6.5 3.5h-3v9h9v-3M9.5 2.5h4v4M13 3 7.5 8.5" />
  </Icon>
);
export const SunIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="2.8" />
    <path d="M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9" />
  </Icon>
);
export const CrescentIcon = () => (
  <Icon>
    <path d="M13.3 9.7A5.8 5.8 0 0 1 6.3 2.7a5.8 5.8 0 1 0 7 7z" />
  </Icon>
);
export const SystemIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.5" />
    <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />
  </Icon>
);
export const PlusIcon = () => (
  <Icon>
    <path d="M8 3.5v9M3.5 8h9" />
  </Icon>
);
export const MinusIcon = () => (
  <Icon>
    <path d="M3.5 8h9" />
  </Icon>
);
