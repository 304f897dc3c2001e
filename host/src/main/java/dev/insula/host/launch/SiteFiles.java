package dev.insula.host.launch;

import dev.insula.site.WorkFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
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
    sweepWeb(state);
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

  private static Path web(Path state) {
    return state.resolve("web");
  }

  /** Removes what servlet containers of hosts that are gone have left. */
  private static void sweepWeb(Path state) throws IOException {
    if (!Files.isDirectory(web(state))) {
      return;
    }
    try (DirectoryStream<Path> hosts = Files.newDirectoryStream(web(state))) {
      for (Path host : hosts) {
        if (ProcessHandle.of(Long.parseLong(host.getFileName().toString())).isEmpty()) {
          WorkFolder.delete(host);
        }
      }
    } catch (NumberFormatException notOurs) {
      // a folder that somebody else made stays
    }
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

  /** What the process of a group of sites prints; a dot is in no site's name. */
  Path groupLog(String group) {
    return state.resolve("logs").resolve("group." + group + ".log");
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

  /** A socket of the host's own, on which it asks a site inside this JVM how it is. */
  Path healthSocket(String site, long generation, int attempt) {
    Path socket = socket(site, generation, attempt);
    return socket.resolveSibling(socket.getFileName() + ".h");
  }

  /** Where jars inside jars are unpacked, by their content; shared by all sites. */
  Path cache() throws IOException {
    makePrivate(jars());
    return jars();
  }

  /** The same folder, not made. */
  Path jars() {
    return state.resolve("cache");
  }

  /** What a servlet container unpacks and writes; no two starts share one. Not made here. */
  Path web(String site, long generation, int attempt) {
    return web(state)
        .resolve(Long.toString(ProcessHandle.current().pid()))
        .resolve("%s.%d.%d".formatted(site, generation, attempt));
  }

  /** A folder for the site's temporary files, made when asked for. */
  Path temporary(String site) throws IOException {
    Path folder = state.resolve("tmp").resolve(site);
    makePrivate(state.resolve("tmp"));
    makePrivate(folder);
    return folder;
  }
}
