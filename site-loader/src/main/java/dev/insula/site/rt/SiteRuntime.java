package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.ChildProcesses;
import dev.insula.site.state.SiteState;
import java.io.File;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Stands in for what {@code java.lang.Runtime} does to the process. */
public final class SiteRuntime {
  private static final SiteState STATE = Own.state();
  private static final ChildProcesses CHILDREN = STATE.childProcesses();

  private SiteRuntime() {}

  @Replaces(value = Runtime.class, kind = Kind.VIRTUAL, refusedByReflection = true)
  public static void exit(Runtime runtime, int status) {
    STATE.exit(status);
  }

  @Replaces(value = Runtime.class, kind = Kind.VIRTUAL, refusedByReflection = true)
  public static void halt(Runtime runtime, int status) {
    STATE.halt(status);
  }

  @Replaces(value = Runtime.class, kind = Kind.VIRTUAL, refusedByReflection = true)
  public static void addShutdownHook(Runtime runtime, Thread hook) {
    STATE.hooks().add(hook);
  }

  @Replaces(value = Runtime.class, kind = Kind.VIRTUAL, refusedByReflection = true)
  public static boolean removeShutdownHook(Runtime runtime, Thread hook) {
    return STATE.hooks().remove(hook);
  }

  @Replaces(value = Runtime.class, kind = Kind.VIRTUAL, refusedByReflection = true)
  public static Process exec(Runtime runtime, String command) throws IOException {
    return CHILDREN.exec(command, null, null);
  }

  @Replaces(value = Runtime.class, kind = Kind.VIRTUAL, refusedByReflection = true)
  public static Process exec(Runtime runtime, String command, String @Nullable [] environment)
      throws IOException {
    return CHILDREN.exec(command, environment, null);
  }

  @Replaces(value = Runtime.class, kind = Kind.VIRTUAL, refusedByReflection = true)
  public static Process exec(
      Runtime runtime, String command, String @Nullable [] environment, @Nullable File directory)
      throws IOException {
    return CHILDREN.exec(command, environment, directory);
  }

  @Replaces(value = Runtime.class, kind = Kind.VIRTUAL, refusedByReflection = true)
  public static Process exec(Runtime runtime, String[] command) throws IOException {
    return CHILDREN.exec(command, null, null);
  }

  @Replaces(value = Runtime.class, kind = Kind.VIRTUAL, refusedByReflection = true)
  public static Process exec(Runtime runtime, String[] command, String @Nullable [] environment)
      throws IOException {
    return CHILDREN.exec(command, environment, null);
  }

  @Replaces(value = Runtime.class, kind = Kind.VIRTUAL, refusedByReflection = true)
  public static Process exec(
      Runtime runtime, String[] command, String @Nullable [] environment, @Nullable File directory)
      throws IOException {
    return CHILDREN.exec(command, environment, directory);
  }
}
