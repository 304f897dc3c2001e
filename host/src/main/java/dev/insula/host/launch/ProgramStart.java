package dev.insula.host.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How one start of a program goes.
 *
 * @param program the program and its arguments
 * @param environment the whole environment but for the mark
 * @param log where its standard output and error are appended
 */
record ProgramStart(
    List<String> program,
    Map<String, String> environment,
    Path directory,
    Path log,
    ProgramAddress address) {
  ProgramStart {
    program = List.copyOf(program);
    environment = Map.copyOf(environment);
  }

  /** The program's own name. */
  String server() {
    return name(program);
  }

  /** The name of the program that these words start. */
  static String name(List<String> words) {
    Path name = Path.of(words.getFirst()).getFileName();
    return name == null ? words.getFirst() : name.toString();
  }
}
