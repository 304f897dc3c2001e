package dev.insula.spawner;

import dev.insula.spawner.cgroup.Cgroups;
import dev.insula.spawner.plan.TrustedFiles;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/**
 * The privileged process. Started by root, it tidies up after a former one, listens to the front,
 * and ends all sites when it ends. Exit codes: 64 wrong command line, 69 something that it needs is
 * missing or in the way.
 */
public final class Spawner {
  private static final long STOP_MILLIS = 10_000;
  private static final int WRONG_USAGE = 64;
  private static final int UNAVAILABLE = 69;

  private Spawner() {}

  /** Runs until it is ended by a signal, or until the front that it started ends. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    try {
      return serve(Options.parse(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println("insula-spawner: " + e.getMessage() + "\n" + Options.USAGE);
      return WRONG_USAGE;
    } catch (IOException | IllegalStateException e) {
      System.err.println("insula-spawner: " + e.getMessage());
      return UNAVAILABLE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNAVAILABLE;
    }
  }

  private static int serve(Options options) throws IOException, InterruptedException {
    if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
      throw new IllegalStateException("only root can start sites as other users");
    }
    Tools tools = Tools.find(Tools.SYSTEM);
    makeFolders(options);
    try (var _ = lock(options)) {
      Cgroups groups =
          Cgroups.find(
              Path.of("/sys/fs/cgroup"),
              Files.readString(Path.of("/proc/self/cgroup")),
              options.group());
      tidy(options, groups);
      var keeper = new Keeper(new Starter(options, tools, groups), new Applying(options.apply()));
      try (var door = Door.open(options, keeper)) {
        Runnable end = () -> end(keeper, groups);
        return serve(options, tools, door, end);
      }
    }
  }

  private static int serve(Options options, Tools tools, Door door, Runnable end)
      throws IOException, InterruptedException {
    System.err.println("insula-spawner: ready on " + options.socket());
    if (options.front().isEmpty()) {
      Runtime.getRuntime().addShutdownHook(new Thread(end));
      door.serve();
      return 0;
    }
    Thread.ofPlatform().daemon().name("door").start(() -> listen(door));
    FrontProcess front = FrontProcess.start(options, tools);
    Signals.on("HUP", () -> front.signal("HUP"));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> front.closeThen(end)));
    return front.awaitEnd();
  }

  private static void listen(Door door) {
    try {
      door.serve();
    } catch (ClosedChannelException _) {
      // Closed because the spawner ends.
    } catch (IOException e) {
      System.err.println("insula-spawner: no longer listening: " + e.getMessage());
    }
  }

  private static void end(Keeper keeper, Cgroups groups) {
    try {
      keeper.close(STOP_MILLIS);
      groups.remove();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void makeFolders(Options options) throws IOException {
    for (Path folder : List.of(options.controlFolder(), options.run())) {
      TrustedFiles.requireFolder(Objects.requireNonNull(folder.getParent()));
    }
    SocketFolder.prepare(options.controlFolder(), 0, options.frontGid(), 0750);
    SocketFolder.prepare(options.run(), 0, options.frontGid(), 0711);
  }

  private static FileChannel lock(Options options) throws IOException {
    Path file = options.controlFolder().resolve("lock");
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw new IOException("another spawner runs already; it holds " + file);
    }
    return channel;
  }

  private static void tidy(Options options, Cgroups groups) throws IOException {
    int left = groups.clear();
    if (left > 0) {
      System.err.println("insula-spawner: ended what a former spawner left: " + left + " groups");
    }
    SocketFolder.clear(options.run());
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(options.controlFolder(), "start.*")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
