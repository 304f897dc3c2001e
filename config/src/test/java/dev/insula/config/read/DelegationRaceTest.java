package dev.insula.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.config.Manifest;
import dev.insula.config.SiteName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tenant that puts other things in its file's place all the time while the manifest is read. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DelegationRaceTest {
  private static final int DAEMON = 1;
  private static final int NOBODY = 65_534;
  private static final long NANOS = TimeUnit.SECONDS.toNanos(4);
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(60);

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Path root;

  @BeforeEach
  void prepare() throws Exception {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String folder : List.of("srv", "srv/daemon", "srv/daemon/sites.d", "kit")) {
      Files.createDirectory(root.resolve(folder));
    }
    give(root.resolve("srv/daemon"), DAEMON);
    give(root.resolve("srv/daemon/sites.d"), DAEMON);
    Files.writeString(
        root.resolve("insula.yaml"),
        """
        include: srv/daemon/sites.d/*.yaml
        owners: {daemon: {hosts: ["*.test"], folders: srv/daemon}, nobody: {hosts: ["*.nobody.test"], folders: srv/daemon}}
        sites: {own: {hosts: [own.shared.test], redirect: "http://x.test/"}}
        """);
    kit("good", "daemon-good", DAEMON);
    kit("root", "daemon-evil", 0);
    kit("nobody", "daemon-evil", NOBODY);
    kit("other", "nobody-evil", NOBODY);
    kit("open", "daemon-evil", DAEMON);
    Files.setPosixFilePermissions(
        root.resolve("kit/open"), PosixFilePermissions.fromString("rw-rw-rw-"));
    Process fifo = new ProcessBuilder("mkfifo", root.resolve("kit/pipe").toString()).start();
    assertEquals(0, fifo.waitFor());
    give(root.resolve("kit/pipe"), DAEMON);
  }

  private static void give(Path file, int uid) throws IOException {
    Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
  }

  private void kit(String name, String site, int uid) throws IOException {
    String text =
        "sites: {%s: {hosts: [%1$s.test], command: [sh, \"${socket}\"], directory: %s}}"
            .formatted(site, root.resolve("srv/daemon"));
    give(Files.writeString(root.resolve("kit").resolve(name), text), uid);
  }

  @Test
  void whateverIsInTheFilesPlaceOnlyTheOwnersOwnFileIsFollowed() throws Exception {
    long seed = System.nanoTime();
    var swapper = new Swapper(root, new SplittableRandom(seed));
    Thread racer = Thread.ofPlatform().start(swapper);
    Set<String> seen = new TreeSet<>();
    long end = System.nanoTime() + NANOS;
    long last = System.nanoTime() + LONGEST;
    try {
      while (System.nanoTime() < end || (seen.size() < 3 && System.nanoTime() < last)) {
        seen.add(outcome(seed));
      }
    } finally {
      racer.interrupt();
      racer.join();
    }
    assertEquals(Optional.empty(), Optional.ofNullable(swapper.fault), "seed " + seed);
    assertTrue(seen.contains("daemon-good") && seen.contains("refused"), "seed " + seed + seen);
  }

  /** What became of the tenant's file; fails if it is what it must never be. */
  private String outcome(long seed) {
    Manifest manifest =
        switch (ManifestReader.read(root.resolve("insula.yaml"))) {
          case Reading.Valid(Manifest valid) -> valid;
          case Reading.Invalid(var problems) ->
              throw new AssertionError("seed " + seed + ": " + problems);
        };
    assertTrue(manifest.site(new SiteName("own")).isPresent());
    Set<SiteName> others = new HashSet<>(manifest.sites().keySet());
    others.remove(new SiteName("own"));
    if (others.isEmpty()) {
      return manifest.delegated().refusals().isEmpty() ? "not there" : "refused";
    }
    SiteName good = new SiteName("daemon-good");
    assertEquals(Set.of(good), others, "seed " + seed);
    assertEquals(Optional.of("daemon"), manifest.site(good).orElseThrow().user());
    return good.text();
  }

  /** Puts one after the other in the place of the tenant's file, by rename. */
  private static final class Swapper implements Runnable {
    private final Path root;
    private final SplittableRandom random;
    private volatile @Nullable IOException fault;

    Swapper(Path root, SplittableRandom random) {
      this.root = root;
      this.random = random;
    }

    @Override
    public void run() {
      Path name = root.resolve("srv/daemon/sites.d/x.yaml");
      try {
        while (!Thread.currentThread().isInterrupted()) {
          put(name, root.resolve("srv/daemon/next"));
        }
      } catch (IOException e) {
        fault = e;
      }
    }

    private void put(Path name, Path next) throws IOException {
      // A rename to another name of the same file does nothing, and so leaves this one.
      Files.deleteIfExists(next);
      switch (random.nextInt(9)) {
        // A copy is a file with one name; a hard link to it would be refused.
        case 0, 1, 2 -> {
          Files.writeString(next, Files.readString(root.resolve("kit/good")));
          give(next, DAEMON);
        }
        case 3 -> Files.createLink(next, root.resolve("kit/root"));
        case 4 -> Files.createLink(next, root.resolve("kit/nobody"));
        case 5 -> Files.createLink(next, root.resolve("kit/pipe"));
        case 6 -> Files.createLink(next, root.resolve("kit/open"));
        case 7 -> Files.createSymbolicLink(next, root.resolve("kit/root"));
        default -> {
          Files.deleteIfExists(name);
          return;
        }
      }
      Files.move(next, name, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
