package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.ChildProcesses;
import dev.insula.site.state.WorkingDirectory;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stands in for what {@code java.lang.ProcessBuilder} takes over from the process. */
public final class SiteProcesses {
  private static final ChildProcesses CHILDREN = Own.state().childProcesses();
  private static final WorkingDirectory DIRECTORY = Own.state().workingDirectory();

  private SiteProcesses() {}

  @Replaces(value = ProcessBuilder.class, kind = Kind.VIRTUAL)
  public static Map<String, String> environment(ProcessBuilder builder) {
    return CHILDREN.environment(builder);
  }

  @Replaces(value = ProcessBuilder.class, kind = Kind.VIRTUAL)
  public static Process start(ProcessBuilder builder) throws IOException {
    return CHILDREN.start(builder);
  }

  @Replaces(ProcessBuilder.class)
  public static List<Process> startPipeline(List<ProcessBuilder> builders) throws IOException {
    return CHILDREN.startPipeline(builders);
  }

  @Replaces(value = ProcessBuilder.class, kind = Kind.VIRTUAL)
  public static ProcessBuilder redirectInput(ProcessBuilder builder, File file) {
    return builder.redirectInput(DIRECTORY.resolve(file));
  }

  @Replaces(value = ProcessBuilder.class, kind = Kind.VIRTUAL)
  public static ProcessBuilder redirectOutput(ProcessBuilder builder, File file) {
    return builder.redirectOutput(DIRECTORY.resolve(file));
  }

  @Replaces(value = ProcessBuilder.class, kind = Kind.VIRTUAL)
  public static ProcessBuilder redirectError(ProcessBuilder builder, File file) {
    return builder.redirectError(DIRECTORY.resolve(file));
  }

  @Replaces(Redirect.class)
  public static Redirect from(File file) {
    return Redirect.from(DIRECTORY.resolve(file));
  }

  @Replaces(Redirect.class)
  public static Redirect to(File file) {
    return Redirect.to(DIRECTORY.resolve(file));
  }

  @Replaces(Redirect.class)
  public static Redirect appendTo(File file) {
    return Redirect.appendTo(DIRECTORY.resolve(file));
  }

  @Replaces(value = ProcessHandle.Info.class, kind = Kind.VIRTUAL)
  public static Optional<String[]> arguments(ProcessHandle.Info info) {
    return ChildProcesses.isOfHost(info) ? Optional.empty() : info.arguments();
  }

  @Replaces(value = ProcessHandle.Info.class, kind = Kind.VIRTUAL)
  public static Optional<String> commandLine(ProcessHandle.Info info) {
    return ChildProcesses.isOfHost(info) ? Optional.empty() : info.commandLine();
  }
}
