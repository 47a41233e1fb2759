/** Draws a block by its type. */
import type { FunctionComponent } from "preact";
import type { Block } from "../../slack/model.ts";
import { useSession } from "../session.ts";
import { ActionsBlock, ContextActionsBlock } from "./actions.tsx";
import { AlertBlock } from "./alert.tsx";
import { CardBlock, CarouselBlock } from "./card.tsx";
import { ChartBlock } from "./chart.tsx";
import { ContainerBlock } from "./container.tsx";
import { ImageBlock } from "./image.tsx";
import { InputBlock } from "./input.tsx";
import { PlanBlock, TaskCardBlock } from "./plan.tsx";
import { SectionBlock } from "./section.tsx";
import { PlaceContext } from "./surface.ts";
import { DataTableBlock, TableBlock } from "./table.tsx";
import { ContextBlock, DividerBlock, HeaderBlock, MarkdownBlock, RichTextBlock } from "./words.tsx";

/** By the block's `type`; each component is given the block as its type promises it to be. */
const drawers: Readonly<Record<string, FunctionComponent<{ block: never }>>> = {
  actions: ActionsBlock,
  alert: AlertBlock,
  card: CardBlock,
  carousel: CarouselBlock,
  container: ContainerBlock,
  context: ContextBlock,
  context_actions: ContextActionsBlock,
  data_table: DataTableBlock,
  data_visualization: ChartBlock,
  divider: DividerBlock,
  header: HeaderBlock,
  image: ImageBlock,
  input: InputBlock,
  markdown: MarkdownBlock,
  plan: PlanBlock,
  rich_text: RichTextBlock,
  section: SectionBlock,
  table: TableBlock,
  task_card: TaskCardBlock,
};

export function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <div class="blocks">
      {blocks.map((block, index) => (
        <PlaceContext.Provider
          key={block.block_id ?? `${index} ${block.type}`}
          value={{ blockId: block.block_id ?? `block-${index}`, sends: block.type !== "input" }}
        >
          <AnyBlock block={block} />
        </PlaceContext.Provider>
      ))}
    </div>
  );
}

function AnyBlock({ block }: { readonly block: Block }) {
  const { words } = useSession();
  const Drawer = Object.hasOwn(drawers, block.type) ? drawers[block.type] : undefined;
  if (!Drawer) return <p class="unknown-block">{words.unknownBlock(block.type)}</p>;
  return <Drawer block={block as never} />;
}
