/** The right side: the state of the sandbox's AWS account, and buttons to make things happen there. */
import type { ComponentChildren } from "preact";
import type { AwsSummary, StageState } from "../model.ts";
import { useBusy, useSession } from "../session.ts";
import type { Words } from "../words.ts";
import { Clock } from "./clock.tsx";
import { CheckIcon, CloseIcon, CrossIcon, MinusIcon, PlusIcon } from "./icons.tsx";

export function AwsPanel(props: { readonly aws: AwsSummary; readonly speed: number; readonly onClose: () => void }) {
  const { words } = useSession();
  const { pipelines, groups, instances } = props.aws;
  const grouped = new Set(groups.flatMap((group) => group.instances.map(({ id }) => id)));
  const single = instances.filter(({ id }) => !grouped.has(id));
  return (
    <aside class="panel" aria-label={words.aws} data-testid="panel">
      <header class="pane-head">
        <h2>{words.aws}</h2>
        <button
          type="button"
          class="icon-button"
          aria-label={words.closePanel}
          data-testid="panel-close"
          onClick={props.onClose}
        >
          <CloseIcon />
        </button>
      </header>
      <div class="panel-body">
        <Clock speed={props.speed} />
        <p class="panel-hint">{words.awsHint}</p>
        <h3>{words.pipelines}</h3>
        {pipelines.map((pipeline) => (
          <Pipeline key={pipeline.name} pipeline={pipeline} />
        ))}
        <h3>{words.groups}</h3>
        {groups.map((group) => (
          <Group key={group.name} group={group} />
        ))}
        <h3>{words.instances}</h3>
        <ul class="card instance-list">
          {single.map((instance) => (
            <Instance key={instance.id} instance={instance} />
          ))}
        </ul>
      </div>
    </aside>
  );
}

/** A button that makes something happen in AWS; `hook` names it for tests. */
function Act(props: {
  readonly hook: string;
  readonly aws: unknown;
  readonly label?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly square?: boolean;
  readonly children: ComponentChildren;
}) {
  const { ask } = useSession();
  const [busy, run] = useBusy();
  return (
    <button
      type="button"
      class={`button button-small${props.danger ? " button-quiet-danger" : ""}${props.square ? " button-square" : ""}`}
      data-aws={props.hook}
      aria-busy={busy}
      aria-label={props.label}
      title={props.label}
      disabled={props.disabled ?? false}
      onClick={() => run(() => ask({ path: "/step", body: { aws: props.aws } }))}
    >
      <span class="button-label">{props.children}</span>
    </button>
  );
}

function Pipeline({ pipeline }: { readonly pipeline: AwsSummary["pipelines"][number] }) {
  const { words } = useSession();
  const { name, stages } = pipeline;
  const running = stages.some(({ state }) => state === "running");
  const waiting = stages.some(({ state }) => state === "waiting");
  return (
    <section class="card" aria-label={name}>
      <header class="card-head">
        <strong>{name}</strong>
        {waiting && <span class="waits">{words.waitsForPerson}</span>}
      </header>
      <ol class="stages">
        {stages.map((stage) => (
          <li key={stage.name} class={`stage stage-${stage.state}`} data-stage={stage.name} data-state={stage.state}>
            <StageMark state={stage.state} />
            <span>{stage.name}</span>
            <span class="hidden">{words.stage[stage.state]}</span>
          </li>
        ))}
      </ol>
      <div class="card-actions">
        <Act hook={`push:${name}`} aws={{ push: name }}>
          {words.push}
        </Act>
        {running && (
          <>
            <Act hook={`finishStage:${name}`} aws={{ finishStage: name }}>
              {words.finishStage}
            </Act>
            <Act hook={`failStage:${name}`} aws={{ failStage: name }} danger>
              {words.failStage}
            </Act>
          </>
        )}
      </div>
    </section>
  );
}

function StageMark({ state }: { readonly state: StageState }) {
  return (
    <span class="stage-mark" aria-hidden="true">
      {state === "succeeded" && <CheckIcon />}
      {(state === "failed" || state === "stopped") && <CrossIcon />}
    </span>
  );
}

const shortId = (id: string) => (id.length > 12 ? `i-…${id.slice(-5)}` : id);

function stateName(state: string, words: Words): string {
  return Object.hasOwn(words.instanceState, state) ? words.instanceState[state as keyof Words["instanceState"]] : state;
}

function Group({ group }: { readonly group: AwsSummary["groups"][number] }) {
  const { words } = useSession();
  const { name, instances } = group;
  const count = instances.filter(({ state }) => !/terminat|shutting/i.test(state)).length;
  return (
    <section class="card" aria-label={name}>
      <header class="card-head">
        <strong>{name}</strong>
        <span class="scale">
          <Act
            square
            hook={`scale:${name}:-1`}
            aws={{ scale: { group: name, desired: Math.max(0, count - 1) } }}
            label={words.scaleIn}
            disabled={count === 0}
          >
            <MinusIcon />
          </Act>
          <b>{count}</b>
          <Act
            square
            hook={`scale:${name}:+1`}
            aws={{ scale: { group: name, desired: count + 1 } }}
            label={words.scaleOut}
          >
            <PlusIcon />
          </Act>
        </span>
      </header>
      <ul class="members">
        {instances.map(({ id, state, healthy }) => (
          <li key={id} title={id}>
            <span class={healthy ? "dot dot-good" : "dot dot-bad"} />
            <code>{shortId(id)}</code>
            <span class="member-state">
              {stateName(state, words)} · {healthy ? words.healthy : words.unhealthy}
            </span>
          </li>
        ))}
      </ul>
      <div class="card-actions">
        <Act hook={`failHealthCheck:${name}`} aws={{ failHealthCheck: name }} danger>
          {words.failHealth}
        </Act>
      </div>
    </section>
  );
}

const dots: Readonly<Record<string, string>> = {
  running: "dot-good",
  stopped: "dot-off",
  terminated: "dot-off",
};

function Instance({ instance }: { readonly instance: AwsSummary["instances"][number] }) {
  const { words } = useSession();
  const { id, name, state } = instance;
  return (
    <li title={id} data-instance={name} data-state={state}>
      <span class={`dot ${dots[state] ?? "dot-moving"}`} />
      <span class="instance-name">
        <span>{name}</span>
        <small>{stateName(state, words)}</small>
      </span>
      {state === "running" && (
        <Act hook={`stopInstance:${name}`} aws={{ stopInstance: name }}>
          {words.stop}
        </Act>
      )}
      {state === "stopped" && (
        <Act hook={`startInstance:${name}`} aws={{ startInstance: name }}>
          {words.start}
        </Act>
      )}
    </li>
  );
}
