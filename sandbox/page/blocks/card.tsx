import type * as Slack from "@slack/types";
import { useRef } from "preact/hooks";
import { LeftIcon, RightIcon } from "../chrome/icons.tsx";
import { useSession } from "../session.ts";
import { Line, Text } from "../text/text.tsx";
import { Button } from "./button.tsx";
import { Picture } from "./image.tsx";

/** `subtext` is newer than @slack/types 3.2. */
type Card = Slack.CardBlock & { readonly subtext?: Slack.MrkdwnElement };

export function CardBlock({ block }: { readonly block: Card }) {
  return (
    <article class="block-card">
      {block.hero_image && <Picture image={block.hero_image} class="card-hero" />}
      <div class="card-body">
        {(block.title || block.subtitle || block.icon) && (
          <header>
            {block.icon && <Picture image={block.icon} class="card-icon" />}
            <span>
              {block.title && (
                <strong>
                  <Line text={block.title} />
                </strong>
              )}
              {block.subtitle && (
                <small>
                  <Line text={block.subtitle} />
                </small>
              )}
            </span>
          </header>
        )}
        {block.body && <Text text={block.body} />}
        {block.subtext && (
          <small class="card-subtext">
            <Text text={block.subtext} />
          </small>
        )}
        {block.actions && (
          <div class="block-actions">
            {block.actions.map((button, index) => (
              <Button key={button.action_id ?? index} element={button} />
            ))}
          </div>
        )}
      </div>
    </article>
  );
}

export function CarouselBlock({ block }: { readonly block: Slack.CarouselBlock }) {
  const { words } = useSession();
  const track = useRef<HTMLDivElement>(null);
  const move = (direction: number) => track.current?.scrollBy({ left: direction * 268, behavior: "smooth" });
  return (
    <div class="block-carousel">
      <div class="carousel-track" ref={track}>
        {block.elements.map((card, index) => (
          <CardBlock key={card.block_id ?? index} block={card} />
        ))}
      </div>
      {block.elements.length > 1 && (
        <div class="carousel-moves">
          <button type="button" class="icon-button" aria-label={words.previousCards} onClick={() => move(-1)}>
            <LeftIcon />
          </button>
          <button type="button" class="icon-button" aria-label={words.nextCards} onClick={() => move(1)}>
            <RightIcon />
          </button>
        </div>
      )}
    </div>
  );
}
