// `completion`: prints a script for a shell. The script asks this program what may stand at the cursor.

import { Argument, type Command, type Option } from 'commander'
import { type CliCommand, HIDDEN } from './command.js'
import { write } from './terminal.js'
import { UsageError } from './usage.js'

const BASH = `# bash: eval "$(pipedream-native completion bash)"
_pipedream_native() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <("\${COMP_WORDS[0]}" ${HIDDEN} -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _pipedream_native pipedream-native
`

const ZSH = `#compdef pipedream-native
# zsh: eval "$(pipedream-native completion zsh)", after compinit
_pipedream_native() {
  local line
  local -a found
  while IFS= read -r line; do
    found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done < <("\${(Q)words[1]}" ${HIDDEN} -- "\${(@Q)words[2,$CURRENT]}" 2>/dev/null)
  if (( \${#found} )); then
    _describe 'pipedream-native' found
  else
    _files
  fi
}
compdef _pipedream_native pipedream-native
`

const FISH = `# fish: pipedream-native completion fish | source
function __pipedream_native_complete
  set -l before (commandline -opc)
  set -l current (commandline -ct)
  set -l found ($before[1] ${HIDDEN} -- $before[2..-1] "$current" 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path "$current"
  end
end
complete -c pipedream-native -f -a '(__pipedream_native_complete)'
`

/** Before 7.3 PowerShell gives a program no empty argument, so the word at the cursor goes along with \`--current=\`. */
const POWERSHELL = `# PowerShell: pipedream-native completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName 'pipedream-native', 'pipedream-native.cmd', 'pipedream-native.ps1' -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $before = @(
    $commandAst.CommandElements |
      Select-Object -Skip 1 |
      Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
      ForEach-Object { if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text } }
  )
  $current = "$wordToComplete".Trim('"', "'")
  $program = $commandAst.GetCommandName()
  & $program '${HIDDEN}' "--current=$current" '--' @before 2>$null | ForEach-Object {
    $value, $about = $_ -split "\`t", 2
    if (-not $about) { $about = $value }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $about)
  }
}
`

const SCRIPTS: Readonly<Record<string, string>> = { bash: BASH, zsh: ZSH, fish: FISH, powershell: POWERSHELL }

/** Adds `completion` and the hidden command that its scripts run. */
export function addCompletion(program: CliCommand): void {
  const shell = new Argument('<shell>', 'bash, zsh, fish or powershell')
  shell.argChoices = Object.keys(SCRIPTS)
  program
    .command('completion')
    .summary('print a script that completes commands in a shell')
    .description(
      'Prints a script that completes commands, operations, options and their values.\n\n' +
        '  bash        eval "$(pipedream-native completion bash)"\n' +
        '  zsh         eval "$(pipedream-native completion zsh)"\n' +
        '  fish        pipedream-native completion fish | source\n' +
        '  powershell  pipedream-native completion powershell | Out-String | iex\n\n' +
        'Shells complete programs that they find: install the package globally, or have node_modules/.bin in PATH.',
    )
    .addArgument(shell)
    .action(async (name: string) => {
      const script = Object.hasOwn(SCRIPTS, name) ? SCRIPTS[name] : undefined
      if (script === undefined) throw new UsageError(`completion is for ${Object.keys(SCRIPTS).join(', ')}; got ${JSON.stringify(name)}`)
      await write(script)
    })
  program
    .command(HIDDEN, { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .helpOption(false)
    .option('--current <word>')
    .action(async (words: string[], { current }: { current?: string }) => {
      const found = candidates(program, current === undefined ? words : [...words, current])
      await write(found.map(({ value, about }) => `${value}\t${about}\n`).join(''))
    })
}

interface Candidate {
  readonly value: string
  readonly about: string
}

/** What may stand in the place of the last of `words`. None: a shell offers files. */
export function candidates(program: Command, words: readonly string[]): Candidate[] {
  const { before, current, flag } = split(words)
  const isHelp = before[0] === HELP
  const { command, operands, open, used } = walk(program, isHelp ? before.slice(1) : before)
  const asking = flag ?? open
  const starting = (found: readonly Candidate[]) => found.filter(({ value }) => value.startsWith(current))
  if (asking !== undefined) return starting(choices(optionNamed(command, asking)?.argChoices))
  const inOne = /^(--[^=]+)=(.*)$/.exec(current)
  if (inOne) {
    const [, long = '', start = ''] = inOne
    const found = choices(optionNamed(command, long)?.argChoices).filter(({ value }) => value.startsWith(start))
    return found.map(({ value, about }) => ({ value: `${long}=${value}`, about }))
  }
  if (current.startsWith('-')) return starting(flags(command, used))
  const names = isHelp && command.parent === null ? namesIn(command).filter(({ value }) => value !== HELP) : namesIn(command)
  if (isHelp && names.length === 0) return []
  // A name that does not exist leads nowhere.
  if (names.length > 0) return operands === 0 ? starting(names) : []
  const argument = command.registeredArguments[operands]
  if (argument?.argChoices !== undefined) return starting(choices(argument.argChoices))
  return current === '' ? flags(command, used) : []
}

/** The names of the commands below a command. */
function namesIn(command: Command): Candidate[] {
  const own = command.commands.filter((one) => one.name() !== HIDDEN).map((one) => ({ value: one.name(), about: firstLine(one) }))
  // The parser makes it, and does not list it.
  return command.parent === null ? [...own, { value: HELP, about: 'print the help of a command' }] : own
}

/** bash takes \`=\` for a word of its own. */
function split(words: readonly string[]): { before: readonly string[]; current: string; flag: string | undefined } {
  const current = words.at(-1) ?? ''
  if (current === '=' && words.at(-2)?.startsWith('--')) return { before: words.slice(0, -2), current: '', flag: words.at(-2) }
  if (words.at(-2) === '=' && words.at(-3)?.startsWith('--')) return { before: words.slice(0, -3), current, flag: words.at(-3) }
  return { before: words.slice(0, -1), current, flag: undefined }
}

/** The command that the words lead to, how many operands it has, which options were used, and the one that waits for its value. */
function walk(
  program: Command,
  words: readonly string[],
): { command: Command; operands: number; used: Set<string>; open: string | undefined } {
  let command = program
  let operands = 0
  let open: string | undefined
  const used = new Set<string>()
  for (const word of words) {
    if (open !== undefined) {
      // \`--output = table\` in bash.
      if (word !== '=') open = undefined
      continue
    }
    if (word.startsWith('-')) {
      const option = optionNamed(command, word)
      if (option?.long) used.add(option.long)
      if (option?.required && !word.includes('=')) open = word
      continue
    }
    const next = command.commands.find((one) => one.name() === word)
    if (next !== undefined) {
      command = next
      used.clear()
    } else operands += 1
  }
  return { command, operands, used, open }
}

/** An option of a command, or of one below it: it may stand before the name of that. */
function optionNamed(command: Command, word: string): Option | undefined {
  const [name] = word.split('=')
  const own = command.options.find(({ long, short }) => long === name || short === name)
  if (own !== undefined) return own
  for (const one of command.commands) {
    const inner = one.name() === HIDDEN ? undefined : optionNamed(one, word)
    if (inner !== undefined) return inner
  }
  return undefined
}

const choices = (values: readonly string[] | undefined): Candidate[] => (values ?? []).map((value) => ({ value, about: '' }))

const HELP = 'help'
const REPEATABLE = /May be repeated|may be repeated|repeated\./

function flags(command: Command, used: ReadonlySet<string>): Candidate[] {
  const shown = command.options.filter(
    ({ hidden, long, description }) => !hidden && (!used.has(long ?? '') || REPEATABLE.test(description)),
  )
  const own = shown.map(({ long, short, description }) => ({ value: long ?? short ?? '', about: oneLine(description) }))
  return [...own, { value: '--help', about: 'display help' }]
}

const firstLine = (command: Command): string => oneLine(command.summary() || command.description())
const oneLine = (text: string): string => text.split('\n')[0]?.slice(0, 100) ?? ''
