package dev.insula.host.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How one daemon process is started.
 *
 * @param program the program and its arguments; never a secret, every local user can read them
 * @param environment the whole environment; nothing of the host's own is added
 * @param plan written to its standard input, which then stays open as its lifeline
 * @param log where its standard error is appended
 * @param socket what it will listen on
 */
record DaemonCommand(
    List<String> program,
    Map<String, String> environment,
    Path directory,
    String plan,
    Path log,
    Path socket) {
  DaemonCommand {
    program = List.copyOf(program);
    environment = Map.copyOf(environment);
  }
}
