/** Runs before the first paint, so that the chosen theme does not flash the other one. */
import { chosenTheme, showTheme } from "./chrome/theme-choice.ts";

showTheme(chosenTheme());
