import { FAINT, GROUND, INK, MUTED, ORANGE, VERMILLION } from './palette.ts';

/** The looks of a `<gossip-sim>`. Sizes are in the slide's own pixels, which Reveal scales. */
export const STYLE = `
:host { display: block; color: ${INK}; font: 18px/1.3 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; text-align: left; }
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
.frame { height: 100%; display: grid; grid-template: minmax(0, 1fr) auto / minmax(0, 1.1fr) minmax(0, 1fr); gap: 14px 32px; }
:host([bare]) .frame { grid-template: minmax(0, 1fr) / minmax(0, 1fr); }
:host([bare]) .side, :host([bare]) .bar { display: none; }
.network, .chart { position: relative; min-height: 0; }
canvas { position: absolute; inset: 0; width: 100%; height: 100%; display: block; }
.touch canvas { cursor: pointer; touch-action: none; }
.side { display: flex; flex-direction: column; gap: 14px; min-height: 0; }
.chart { flex: 1; }
.legend { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 4px 20px; font-size: 19px; }
.legend li { display: flex; align-items: center; gap: 9px; white-space: nowrap; }
.legend b { margin-left: auto; font-variant-numeric: tabular-nums; }
.legend svg { width: 18px; height: 18px; flex: none; }
.counts { margin: 0; font-size: 17px; color: ${MUTED}; font-variant-numeric: tabular-nums; white-space: nowrap; }
.knobs, .tools { display: flex; flex-wrap: wrap; gap: 10px 22px; align-items: center; }
.legend:empty, .knobs:empty, .tools:empty { display: none; }
.bar { grid-column: 1 / -1; display: flex; gap: 14px; align-items: center; }
.bar .timeline { flex: 1; min-width: 80px; }
label { display: inline-flex; align-items: center; gap: 10px; }
output { min-width: 2.2em; font-weight: 600; font-variant-numeric: tabular-nums; }
.round { min-width: 8.2em; font-variant-numeric: tabular-nums; }
button, select, input[type=number] { font: inherit; color: ${INK}; background: #1c2733; border: 1.5px solid ${FAINT}; border-radius: 8px; padding: 6px 14px; min-height: 40px; }
button { cursor: pointer; }
button.play { min-width: 5.4em; background: ${ORANGE}; border-color: ${ORANGE}; color: ${GROUND}; font-weight: 650; }
button:hover, select:hover { border-color: ${INK}; }
button:disabled { opacity: .5; cursor: default; }
select { padding-right: 8px; }
input[type=number] { width: 5.2em; padding-right: 6px; }
input[type=range] { accent-color: ${ORANGE}; height: 28px; width: 150px; margin: 0; }
:focus-visible { outline: 3px solid #fff; outline-offset: 3px; border-radius: 6px; }
.fault { position: absolute; inset: auto 0 0 0; margin: 0; padding: 14px 18px; background: #2b1a12; border: 2px solid ${VERMILLION}; border-radius: 10px; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 100%; overflow: auto; }
.fault[hidden] { display: none; }
.note { color: ${MUTED}; font-size: 16px; margin: 0; }
.note:empty { display: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
