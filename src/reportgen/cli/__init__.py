"""The command line: reads options, shows progress and problems, and turns outcomes into exit codes."""
