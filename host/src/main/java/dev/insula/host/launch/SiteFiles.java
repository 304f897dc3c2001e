package dev.insula.host.launch;

import dev.insula.site.WorkFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the host keeps what belongs to its sites, below the manifest's {@code state} folder. All
 * folders are the host's own (0700).
 */
public final class SiteFiles {
  /** Paths of Unix sockets end at 107 bytes (unix(7)); what a socket's own name needs of that. */
  private static final int LONGEST_RUN_FOLDER = 107 - 48;

  private final Path state;
  private final Path run;

  private SiteFiles(Path state, Path run) {
    this.state = state;
    this.run = run;
  }

  /**
   * Makes the folders.
   *
   * @throws IOException if they cannot be made
   */
  public static SiteFiles in(Path state) throws IOException {
    makePrivate(state);
    makePrivate(state.resolve("logs"));
    makePrivate(state.resolve("spool"));
    sweepWeb(state);
    Path run = state.resolve("run");
    if (run.toString().length() > LONGEST_RUN_FOLDER) {
      run = Files.createTempDirectory("insula-");
    }
    makePrivate(run);
    return new SiteFiles(state, run);
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
