import type { Command } from 'commander';

/**
 * A script that completes the commands, their options, and the choices of an option: for bash, and for zsh, which reads
 * bash's. In a checkout it also makes `rollcall` a command, by npx.
 */
export function completion(program: Command, shell: string): string {
  const commands = program.commands.map((command) => command.name());
  const cases = program.commands.map(
    (command) => `    ${command.name()}) words='${optionsOf(command).join(' ')}' ;;`,
  );
  const choices = program.commands
    .flatMap(({ options }) => options)
    .flatMap(({ long, argChoices }) =>
      long === undefined || argChoices === undefined
        ? []
        : [`    ${long}) words='${argChoices.join(' ')}' ;;`],
    );
  return `${shell === 'zsh' ? ZSH : ''}_rollcall() {
  local words='${[...commands, '--help', '--version'].join(' ')}'
  [[ $COMP_CWORD -gt 1 ]] && case \${COMP_WORDS[1]} in
${cases.join('\n')}
  esac
  case \${COMP_WORDS[COMP_CWORD-1]} in
${choices.join('\n')}
    --page) COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")); return ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _rollcall rollcall
command -v rollcall >/dev/null || rollcall() { npx rollcall "$@"; }`;
}

const optionsOf = (command: Command): string[] => [
  ...command.options.flatMap(({ long }) => long ?? []),
  ...command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
  '--help',
];

const ZSH = 'autoload -U +X bashcompinit && bashcompinit\n';
