package dev.insula.site.state;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The processes that a site starts: by default with the site's environment, in the site's
 * directory. A program named without a slash is searched on the host's {@code PATH}, as the JDK
 * searches on that of its own process.
 */
public final class ChildProcesses {
  private final Map<String, String> environment;
  private final WorkingDirectory directory;
  // A builder takes the JVM's environment over when first asked for it; these have the site's.
  private final Set<ProcessBuilder> prepared =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  ChildProcesses(Map<String, String> environment, WorkingDirectory directory) {
    this.environment = environment;
    this.directory = directory;
  }

  /** As {@code ProcessBuilder.environment}. */
  public Map<String, String> environment(ProcessBuilder builder) {
    Map<String, String> own = builder.environment();
    if (prepared.add(builder)) {
      own.clear();
      own.putAll(environment);
    }
    return own;
  }

  /** As {@code ProcessBuilder.start}. */
  public Process start(ProcessBuilder builder) throws IOException {
    File asked = prepare(builder);
    try {
      return builder.start();
    } finally {
      builder.directory(asked);
    }
  }

  /** As {@code ProcessBuilder.startPipeline}. */
  public List<Process> startPipeline(List<ProcessBuilder> builders) throws IOException {
    List<@Nullable File> asked = new ArrayList<>();
    for (ProcessBuilder builder : builders) {
      asked.add(prepare(builder));
    }
    try {
      return ProcessBuilder.startPipeline(builders);
    } finally {
      for (int i = 0; i < asked.size(); i++) {
        builders.get(i).directory(asked.get(i));
      }
    }
  }

  /** As {@code Runtime.exec}: the command's words are split at white space. */
  public Process exec(String command, String @Nullable [] variables, @Nullable File in)
      throws IOException {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("Empty command");
    }
    StringTokenizer words = new StringTokenizer(command);
    String[] split = new String[words.countTokens()];
    for (int i = 0; i < split.length; i++) {
      split[i] = words.nextToken();
    }
    return exec(split, variables, in);
  }

  /** As {@code Runtime.exec}. */
  public Process exec(String[] command, String @Nullable [] variables, @Nullable File in)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(in);
    if (variables != null) {
      Map<String, String> own = builder.environment();
      own.clear();
      prepared.add(builder);
      for (String variable : variables) {
        int equals = variable.indexOf('=');
        if (equals >= 0) {
          own.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
      }
    }
    return start(builder);
  }

  private @Nullable File prepare(ProcessBuilder builder) {
    environment(builder);
    File asked = builder.directory();
    builder.directory(asked == null ? directory.file() : directory.resolve(asked));
    return asked;
  }

  /** Whether this tells of the JVM itself, whose command line is the host's. */
  public static boolean isOfHost(ProcessHandle.Info info) {
    return info.commandLine().equals(ProcessHandle.current().info().commandLine());
  }
}
