import type * as Slack from "@slack/types";
import { useState } from "preact/hooks";
import { useSession } from "../session.ts";
import { Line } from "../text/text.tsx";

/** An image that shows its alternative text when it can't be loaded: the sandbox may be offline. */
export function Picture({ image, class: name }: { readonly image: Slack.ImageElement; readonly class: string }) {
  const { words } = useSession();
  const [broken, setBroken] = useState(false);
  const address = "image_url" in image ? image.image_url : "url" in image.slack_file ? image.slack_file.url : "";
  const source = /^(https?:|data:image\/|\/)/i.test(address) ? address : undefined;
  if (broken || !source) {
    return (
      <span class={`${name} picture-missing`} role="img" aria-label={image.alt_text} title={words.imageMissing}>
        <span>{image.alt_text}</span>
      </span>
    );
  }
  return <img class={name} src={source} alt={image.alt_text} loading="lazy" onError={() => setBroken(true)} />;
}

export function ImageBlock({ block }: { readonly block: Slack.ImageBlock }) {
  return (
    <figure class="block-image">
      {block.title && (
        <figcaption>
          <Line text={block.title} />
        </figcaption>
      )}
      <Picture image={block as Slack.ImageElement} class="image" />
    </figure>
  );
}
