# fish completion of motus(1)
set --local commands analyse history lexicon login logout mark play solve verify
complete -c motus -f
complete -c motus -n "not __fish_seen_subcommand_from $commands" -a "$commands"
complete -c motus -l help
complete -c motus -l version
complete -c motus -n "__fish_seen_subcommand_from $commands" -l json -d 'for programs'
complete -c motus -n "__fish_seen_subcommand_from $commands" -l language -x -a 'fr en'
complete -c motus -n '__fish_seen_subcommand_from analyse lexicon play solve' -l lexicon -r -F
complete -c motus -n '__fish_seen_subcommand_from analyse solve' -l answers -r -F
complete -c motus -n '__fish_seen_subcommand_from analyse solve' -l guesses -r -F
complete -c motus -n '__fish_seen_subcommand_from login logout play verify' -l server -x
complete -c motus -n '__fish_seen_subcommand_from login' -l client -x
complete -c motus -n '__fish_seen_subcommand_from play verify' -l date -x
complete -c motus -n '__fish_seen_subcommand_from play' -l bonus -d 'one more letter is shown'
complete -c motus -n '__fish_seen_subcommand_from play' -l hard -d 'letters found must be used'
complete -c motus -n '__fish_seen_subcommand_from play' -l key-file -r -F
complete -c motus -n '__fish_seen_subcommand_from play solve' -l length -x
complete -c motus -n '__fish_seen_subcommand_from play' -l practice -d 'any word'
complete -c motus -n '__fish_seen_subcommand_from play' -l turns -x
complete -c motus -n '__fish_seen_subcommand_from play' -l ultra-hard -d 'no guess the marks contradict'
complete -c motus -n '__fish_seen_subcommand_from solve' -l beam -x
complete -c motus -n '__fish_seen_subcommand_from solve' -l first -x
