/** A plan and its steps: https://docs.slack.dev/reference/block-kit/blocks/plan-block */
import type * as Slack from "@slack/types";
import { CheckIcon, ChevronIcon, CrossIcon } from "../chrome/icons.tsx";
import { useSession } from "../session.ts";
import { safeHref } from "../text/nodes.ts";
import { parseRichText } from "../text/rich-text.ts";
import { Flows, Line } from "../text/text.tsx";

export function PlanBlock({ block }: { readonly block: Slack.PlanBlock }) {
  const { words } = useSession();
  const tasks = (block.tasks ?? []) as readonly Slack.TaskCardBlock[];
  const done = tasks.filter((task) => task.status === "complete").length;
  const failed = tasks.some((task) => task.status === "error");
  return (
    <section class="plan">
      <header>
        <strong>
          <Line text={block.title} />
        </strong>
      </header>
      <progress
        class={failed ? "plan-bar plan-bar-failed" : "plan-bar"}
        value={done}
        max={Math.max(1, tasks.length)}
        aria-label={words.done(done, tasks.length)}
      />
      <ol>
        {tasks.map((task) => (
          <Task key={task.task_id} task={task} />
        ))}
      </ol>
    </section>
  );
}

/** A step that stands alone. */
export function TaskCardBlock({ block }: { readonly block: Slack.TaskCardBlock }) {
  return (
    <section class="plan plan-single">
      <ol>
        <Task task={block} />
      </ol>
    </section>
  );
}

function Task({ task }: { readonly task: Slack.TaskCardBlock }) {
  const { words } = useSession();
  const status = Object.hasOwn(words.task, task.status) ? task.status : "pending";
  const links = (task.sources ?? []).flatMap((source) => {
    const href = safeHref(source.url);
    return href ? [{ href, text: source.text }] : [];
  });
  return (
    <li class={`task task-${status}`} data-task-id={task.task_id} data-status={status}>
      <span class="task-mark" role="img" aria-label={words.task[status]}>
        {status === "complete" && <CheckIcon />}
        {status === "error" && <CrossIcon />}
      </span>
      <div class="task-body">
        <p class="task-title">
          <Line text={task.title} />
        </p>
        {task.details && (
          <div class="task-details">
            <Flows flow={parseRichText(task.details)} />
          </div>
        )}
        {task.output && (
          <div class="task-output">
            <Flows flow={parseRichText(task.output)} />
          </div>
        )}
        {links.length > 0 && (
          <details class="task-sources">
            <summary>
              {words.sources(links.length)}
              <ChevronIcon />
            </summary>
            <ul>
              {links.map(({ href, text }) => (
                <li key={href}>
                  <a href={href} target="_blank" rel="noopener noreferrer">
                    {text}
                  </a>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}
