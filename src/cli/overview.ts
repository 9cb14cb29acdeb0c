/** What somebody wants, and the command for it. */
type Wish = readonly [command: string, wish: string];

interface Group {
  readonly title: string;
  readonly wishes: readonly Wish[];
}

/** By who needs them. All of it fits on a screen of 80 by 24, so the authors get one line. */
const GROUPS: readonly Group[] = [
  {
    title: 'Learning. npm start is most of it; each of the others is: node rumor <command>',
    wishes: [
      ['start', 'your step and its tests, again at every save'],
      ['step 3', 'the tests of step 3, once'],
      ['play 4', 'watch a run: --nodes 200 --loss 0.1 --seed 7 --kill 17@5'],
      ['lab', 'your steps beside the tables of 1987, and others'],
      ['list', 'which steps are done, and how far the others are'],
      ['hint 3', 'the next hint of step 3'],
      ['catch-up 4', 'go to step 4; solutions replace 1 to 3, yours are saved'],
      ['reset 2', 'step 2 as it was at the start; yours is saved'],
      ['undo', 'bring back what catch-up, reset or update replaced'],
    ],
  },
  {
    title: 'Now and then',
    wishes: [
      ['doctor', 'is this machine ready, or is something wrong with it?'],
      ['update', 'bring the code around your gaps up to date'],
      ['cluster', 'your step 08 as processes that talk over UDP'],
      ['hand-in ann', 'test your steps once, and write what you hand in: ann.zip'],
    ],
  },
  {
    title: 'Running a class. WORKSHOP.md says how',
    wishes: [
      ['check', 'before class: does all that you show and hand out work?'],
      ['slides', 'the slides, in a browser; also: slides build, slides pdf'],
      ['kit', 'all of it for a room without a network'],
      ['grade submissions', 'count the points of what learners hand in'],
    ],
  },
];

/** Commands of who works on the workshop itself. */
export const AUTHORS = ['test', 'verify', 'typecheck', 'bench', 'maelstrom', 'ui'] as const;

/** The commands that the overview describes, a list for each group. */
export function grouped(): string[][] {
  return GROUPS.map(({ wishes }) => wishes.map(([command]) => command.split(' ')[0]!));
}

/** `node rumor help`: the right command for a wish, on one screen. */
export function overview(): string {
  const width = Math.max(...GROUPS.flatMap(({ wishes }) => wishes.map(([command]) => command.length)));
  return [
    'Rumor Has It: build a gossip protocol, and watch it spread through your code.',
    ...GROUPS.flatMap(({ title, wishes }) => [title, ...wishes.map(([command, wish]) => `  ${command.padEnd(width)}  ${wish}`)]),
    `For authors (CONTRIBUTING.md): ${AUTHORS.join(', ')}`,
    'All flags of a command: node rumor play --help',
    '',
  ].join('\n');
}
