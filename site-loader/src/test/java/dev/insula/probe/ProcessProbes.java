package dev.insula.probe;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Child processes. */
final class ProcessProbes {
  private static final String[] PRINT = {"sh", "-c", "echo $WHO; pwd"};

  private final ProbeSet probes;
  private final String who;

  ProcessProbes(ProbeSet probes) {
    this.probes = probes;
    this.who = probes.who;
  }

  void add() {
    Runtime runtime = Runtime.getRuntime();
    probes.different("exec", () -> output(runtime.exec(PRINT)));
    probes.different("exec with no variables", () -> output(runtime.exec(PRINT, null)));
    probes.different(
        "exec with variables", () -> output(runtime.exec(PRINT, new String[] {"X=y"})));
    probes.different(
        "exec in nothing", () -> output(runtime.exec(PRINT, new String[] {"X=y"}, null)));
    probes.different("exec in directory", () -> output(runtime.exec(PRINT, null, new File("dir"))));
    commands(runtime);
    probes.same("own command line", () -> isToldOf(ProcessHandle.current()));
    builders();
    redirects();
  }

  // Splitting a command at its white space is deprecated, and in use.
  @SuppressWarnings("deprecation")
  private void commands(Runtime runtime) {
    probes.different("exec words", () -> output(runtime.exec("pwd")));
    probes.different("exec words, variables", () -> output(runtime.exec("pwd", null)));
    probes.different("exec words, directory", () -> output(runtime.exec("pwd", null, null)));
  }

  private void builders() {
    probes.different(
        "builder's environment", () -> "" + new ProcessBuilder(PRINT).environment().get("WHO"));
    probes.different("start", () -> output(new ProcessBuilder(PRINT).start()));
    probes.different(
        "start in directory",
        () -> output(new ProcessBuilder(PRINT).directory(new File("dir")).start()));
    probes.different(
        "pipeline",
        () ->
            output(
                ProcessBuilder.startPipeline(
                        List.of(new ProcessBuilder(PRINT), new ProcessBuilder("cat")))
                    .get(1)));
  }

  private void redirects() {
    written("redirect to file", "o1", f -> echo().redirectOutput(new File(f)));
    written("redirect", "o2", f -> echo().redirectOutput(Redirect.to(new File(f))));
    written(
        "redirect, appending", "o3", f -> echo().redirectOutput(Redirect.appendTo(new File(f))));
    written(
        "redirect errors to file",
        "o4",
        f -> new ProcessBuilder("sh", "-c", "echo " + who + " >&2").redirectError(new File(f)));
    probes.different(
        "redirect from file",
        () -> output(new ProcessBuilder("cat").redirectInput(new File("here.txt")).start()));
    probes.different(
        "redirect from",
        () ->
            output(
                new ProcessBuilder("cat")
                    .redirectInput(Redirect.from(new File("here.txt")))
                    .start()));
  }

  private void written(String name, String file, Builder builder) {
    probes.apart(
        name,
        () -> {
          Files.deleteIfExists(Path.of(file));
          builder.of(file).start().waitFor();
        },
        () -> Files.readString(Path.of(file)));
  }

  private ProcessBuilder echo() {
    return new ProcessBuilder("echo", who);
  }

  private static String isToldOf(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    return info.commandLine().isPresent() + "" + info.arguments().isPresent();
  }

  private static String output(Process process) throws IOException, InterruptedException {
    try (InputStream in = process.getInputStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() + text;
    }
  }

  private interface Builder {
    ProcessBuilder of(String file);
  }
}
