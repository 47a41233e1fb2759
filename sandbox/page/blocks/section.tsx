import type * as Slack from "@slack/types";
import { Text } from "../text/text.tsx";
import { Element } from "./element.tsx";

export function SectionBlock({ block }: { readonly block: Slack.SectionBlock }) {
  return (
    <div class="block-section">
      <div class="section-body">
        {block.text && <Text text={block.text} />}
        {block.fields && (
          <div class="fields">
            {block.fields.map((field, index) => (
              <div key={index} class="field-cell">
                <Text text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {block.accessory && (
        <div class="accessory">
          <Element element={block.accessory} />
        </div>
      )}
    </div>
  );
}
