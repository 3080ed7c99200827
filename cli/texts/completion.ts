/** The shells that a script is there for. */
export const shells = ["bash", "zsh", "fish"] as const;

/** One of `shells`. */
export type Shell = (typeof shells)[number];

/** A script that a shell loads once. It knows nothing itself: what there is, the clone says that one is in. */
export function completionScript(shell: Shell): string {
  return scripts[shell];
}

// Of bash 3.2 too, which macOS has. It breaks words at ":" and "=", so they are read from the line itself.
const bash = `# Completes slipway and npx slipway. Written by: npx slipway completion bash
_slipway() {
  local line="\${COMP_LINE:0:COMP_POINT}" at="$PWD" value
  local -a words
  read -r -a words <<< "$line"
  if [[ "$line" == *" " ]]; then words+=(""); fi
  if [[ "\${words[0]}" == npx ]]; then words=("\${words[@]:1}"); fi
  if [[ "\${words[0]}" != slipway ]]; then return; fi
  while [[ -n "$at" && ! -f "$at/cli/slipway.mjs" ]]; do at="\${at%/*}"; done
  if [[ -z "$at" ]]; then return; fi
  while IFS=$'\\t' read -r value _; do COMPREPLY+=("$value"); done < <(
    PATH="$at/node_modules/.bin:$PATH" node "$at/cli/slipway.mjs" complete -- "\${words[@]:1}" 2> /dev/null
  )
}
complete -o default -F _slipway slipway npx
`;

const zsh = `#compdef slipway npx
# Completes slipway and npx slipway. Written by: npx slipway completion zsh
_slipway() {
  local at="$PWD" line tab=$'\\t'
  local -a asked rows
  asked=("\${(@)words[1,CURRENT]}")
  if [[ "$asked[1]" == npx ]]; then shift asked; fi
  if [[ "$asked[1]" != slipway ]]; then _default; return; fi
  while [[ -n "$at" && ! -f "$at/cli/slipway.mjs" ]]; do at="\${at%/*}"; done
  if [[ -z "$at" ]]; then return 1; fi
  PATH="$at/node_modules/.bin:$PATH" node "$at/cli/slipway.mjs" complete -- "\${(@)asked[2,-1]}" 2> /dev/null |
    while IFS= read -r line; do
      line="\${line//:/\\\\:}"
      rows+=("\${line/$tab/:}")
    done
  if (( \${#rows} )); then _describe slipway rows; else _default; fi
}
compdef _slipway slipway npx
`;

const fish = `# Completes slipway and npx slipway. Written by: npx slipway completion fish
function __slipway_words
    set -l words (commandline -opc) (commandline -ct)
    test "$words[1]" = npx; and set -e words[1]
    test "$words[1]" = slipway; or return 1
    printf '%s\\n' $words[2..-1]
end
function __slipway_complete
    set -l words (__slipway_words); or return
    set -l at $PWD
    while test -n "$at"; and not test -f $at/cli/slipway.mjs
        set at (string replace -r '/[^/]*$' '' -- $at)
    end
    test -n "$at"; or return
    set -l found (env PATH=(string join : -- $at/node_modules/.bin $PATH) node $at/cli/slipway.mjs complete -- $words 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c slipway -f -a '(__slipway_complete)'
complete -c npx -n '__slipway_words > /dev/null' -f -a '(__slipway_complete)'
`;

const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };
