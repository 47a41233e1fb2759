import "./css/tokens.css";
import "./css/base.css";
import "./css/layout.css";
import "./css/messages.css";
import "./css/blocks.css";
import "./css/charts.css";
import "./css/panel.css";
import { render } from "preact";
import { App } from "./chrome/app.tsx";
import { Store } from "./store.ts";

const place = document.getElementById("page");
if (place) {
  const store = new Store();
  store.connect();
  render(<App store={store} />, place);
}
