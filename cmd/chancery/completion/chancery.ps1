# PowerShell completion for chancery:
# chancery completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName chancery -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | ForEach-Object { $_.ToString() } | Select-Object -Skip 1)
    if ($wordToComplete -and -not $wordToComplete.StartsWith('-')) {
        $words = @($words | Select-Object -SkipLast 1)
    }
    & chancery @words --generate-bash-completion 2>$null |
        ForEach-Object { ($_ -split ':')[0] } |
        Where-Object { $_ -like "$wordToComplete*" } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
