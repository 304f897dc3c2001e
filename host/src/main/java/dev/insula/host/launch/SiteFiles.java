package dev.insula.host.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the host keeps what belongs to its sites, below the manifest's {@code state} folder. All
 * folders are the host's own (0700).
 */
public final class SiteFiles {
  /** Paths of Unix sockets end at 107 bytes (unix(7)); what a socket's own name needs of that. */
  private static final int LONGEST_RUN_FOLDER = 107 - 48;

  /**
   * Each boot has a folder of sockets of its own, which tells the 16 million milliseconds apart.
   */
  private static final long TAG_BITS = 0xFFFFFF;

  private static final int TAG_RADIX = 36;

  private final Path state;
  private final Path run;
  private final StateLock lock;

  private SiteFiles(Path state, Path run, StateLock lock) {
    this.state = state;
    this.run = run;
    this.lock = lock;
  }

  /**
   * Makes the folders, and keeps other hosts out of them until {@link #release}.
   *
   * @throws IOException if they cannot be made, or another host uses them
   */
  public static SiteFiles in(Path state) throws IOException {
    makePrivate(state);
    StateLock lock = StateLock.of(state);
    try {
      return new SiteFiles(state, folders(state), lock);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static Path folders(Path state) throws IOException {
    makePrivate(state.resolve("logs"));
    makePrivate(state.resolve("spool"));
    Path all = state.resolve("run");
    makePrivate(all);
    Path run = all.resolve(Long.toString(System.currentTimeMillis() & TAG_BITS, TAG_RADIX));
    if (run.toString().length() > LONGEST_RUN_FOLDER) {
      return Files.createTempDirectory("insula-");
    }
    removeBelow(all);
    makePrivate(run);
    return run;
  }

  /**
   * What a host that was killed has left. Its daemons may still be ending, but those keep to the
   * folder that they were started with.
   */
  private static void removeBelow(Path folder) throws IOException {
    List<Path> former;
    try (Stream<Path> all = Files.walk(folder)) {
      former = all.filter(one -> !one.equals(folder)).sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : former) {
      Files.deleteIfExists(one);
    }
  }

  /** Lets another host have the folders. */
  public void release() throws IOException {
    lock.close();
  }

  private static void makePrivate(Path folder) throws IOException {
    var mode = PosixFilePermissions.fromString("rwx------");
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(mode));
    }
  }

  /** What the zygotes have to say. */
  Path zygoteLog() {
    return state.resolve("zygote.log");
  }

  /** The folder of sockets. */
  public Path run() {
    return run;
  }

  /** Where bodies of requests wait for their end. */
  public Path spool() {
    return state.resolve("spool");
  }

  /** What the site prints. */
  public Path outputLog(String site) {
    return state.resolve("logs").resolve(site + ".log");
  }

  /** The requests that the site answered. */
  public Path accessLog(String site) {
    return state.resolve("logs").resolve(site + ".access.log");
  }

  /** The socket of one start of one generation; no two starts share one. */
  Path socket(String site, long generation, int attempt) {
    String name =
        site.length() > 24 ? site.substring(0, 24) + Integer.toHexString(site.hashCode()) : site;
    return run.resolve("%s.%d.%d".formatted(name, generation, attempt));
  }

  /** Where jars inside jars are unpacked, by their content; shared by all sites. */
  Path cache() throws IOException {
    Path folder = state.resolve("cache");
    makePrivate(folder);
    return folder;
  }

  /** A folder for the site's temporary files, made when asked for. */
  Path temporary(String site) throws IOException {
    Path folder = state.resolve("tmp").resolve(site);
    makePrivate(state.resolve("tmp"));
    makePrivate(folder);
    return folder;
  }
}
