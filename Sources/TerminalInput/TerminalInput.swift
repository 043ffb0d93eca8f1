// TerminalInput
