package dev.insula.spawner.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.spawner.NeedsRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tricks with the names of files, tried as root against root's own checks. */
@NeedsRoot
class TrustedFilesTest {
  private static final int TENANT = 64203;
  private static final int OTHER = 64204;

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private Path home;

  @BeforeEach
  void makeFolders() throws IOException {
    home = Files.createTempDirectory(Path.of("/tmp"), "insula-trusted");
    set(home, 0, 0755);
    set(Files.createDirectory(home.resolve("plans")), 0, 0755);
    set(Files.createDirectory(home.resolve("tenant")), TENANT, 0755);
  }

  @AfterEach
  void removeFolders() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static Path set(Path path, int uid, int mode) throws IOException {
    Files.setAttribute(path, "unix:uid", uid);
    Files.setAttribute(path, "unix:gid", uid);
    Files.setAttribute(path, "unix:mode", mode);
    return path;
  }

  private Path file(String name, String text, int uid, int mode) throws IOException {
    return set(Files.writeString(home.resolve(name), text), uid, mode);
  }

  private static void refused(Path name, String why) {
    String message =
        assertThrows(IOException.class, () -> TrustedFiles.ofRoot(name, 100)).getMessage();
    assertTrue(String.valueOf(message).contains(why), message);
  }

  private static void refusedSecret(Path name, String why) {
    String message =
        assertThrows(IOException.class, () -> TrustedFiles.secret(name, TENANT, 100)).getMessage();
    assertTrue(String.valueOf(message).contains(why), message);
  }

  @Test
  void readsWhatOnlyRootCanWrite() throws IOException {
    for (int mode : List.of(0600, 0640, 0644, 0400)) {
      assertEquals("text", TrustedFiles.ofRoot(file("plans/a", "text", 0, mode), 100));
    }
  }

  @Test
  void refusesWhatOthersOwnOrCanWrite() throws IOException {
    refused(file("plans/a", "text", TENANT, 0600), "belongs to uid 64203");
    refused(file("plans/a", "text", 0, 0620), "can be written by others than root");
    refused(file("plans/a", "text", 0, 0602), "can be written by others than root");
    refused(file("plans/a", "x".repeat(101), 0, 0600), "larger than 100 bytes");
    assertThrows(
        NoSuchFileException.class, () -> TrustedFiles.ofRoot(home.resolve("plans/b"), 100));
  }

  @Test
  void refusesWhatIsNoRegularFileWithoutWaitingForIt() throws Exception {
    Path good = file("plans/good", "text", 0, 0600);
    refused(Files.createSymbolicLink(home.resolve("plans/link"), good), "not a regular file");
    refused(
        set(Files.createDirectory(home.resolve("plans/folder")), 0, 0700), "not a regular file");
    Path fifo = home.resolve("plans/fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", "-m", "600", fifo.toString()).start().waitFor());
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> refused(fifo, "not a regular file"));
    refused(Path.of("/dev/zero"), "not a regular file");
  }

  @Test
  void refusesAFolderThatOthersCanChange() throws IOException {
    Path plan = file("plans/a", "text", 0, 0600);
    set(home.resolve("plans"), 0, 0775);
    refused(plan, "can be written by others than root");
    set(home.resolve("plans"), 0, 01777);
    refused(plan, "can be written by others than root");
    set(home.resolve("plans"), TENANT, 0755);
    refused(plan, "belongs to uid 64203");
    set(home.resolve("plans"), 0, 0755);
    set(home, 0, 0757);
    refused(plan, "can be written by others than root");
    set(home, 0, 01777);
    assertEquals("text", TrustedFiles.ofRoot(plan, 100), "root's folder in a sticky one");
    set(home, TENANT, 0755);
    refused(plan, "belongs to uid 64203");
    set(home, 0, 0755);
    Path alias = Files.createSymbolicLink(home.resolve("alias"), home.resolve("plans"));
    refused(alias.resolve("a"), "symbolic link");
    refused(home.resolve("plans/../plans/a"), "without dots");
  }

  @Test
  void aNameThatChangesAllTheTimeNeverYieldsWhatIsNotRoots() throws Exception {
    Path name = file("plans/a", "good", 0, 0600);
    Path good = file("good", "good", 0, 0600);
    Path evil = file("evil", "evil", TENANT, 0644);
    Thread racer = Thread.ofPlatform().start(() -> swap(name, good, evil));
    try {
      int read = 0;
      for (int i = 0; i < 100_000; i++) {
        try {
          assertEquals("good", TrustedFiles.ofRoot(name, 100));
          read++;
        } catch (IOException e) {
          assertTrue(
              String.valueOf(e.getMessage()).matches(".*(belongs to|regular|opened).*"),
              e.getMessage());
        }
      }
      assertTrue(read > 0 && read < 100_000, "the race was not met: " + read + " read");
    } finally {
      racer.interrupt();
      racer.join();
    }
  }

  private void swap(Path name, Path good, Path evil) {
    Path next = home.resolve("plans/next");
    try {
      while (!Thread.currentThread().isInterrupted()) {
        for (Path target : List.of(good, evil)) {
          Files.createLink(next, target);
          Files.move(next, name, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.createSymbolicLink(next, evil);
        Files.move(next, name, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSecretIsTheSitesOwnFileOrRoots() throws IOException {
    assertEquals("mine", TrustedFiles.secret(file("tenant/s", "mine", TENANT, 0400), TENANT, 100));
    assertEquals("root", TrustedFiles.secret(file("plans/s", "root", 0, 0400), TENANT, 100));
    refusedSecret(file("plans/o", "other", OTHER, 0444), "belongs to uid 64204");
    refusedSecret(file("plans/w", "root", 0, 0420), "can be written by others");
  }

  @Test
  void aSiteCannotPointAtWhatOnlyRootMayRead() throws Exception {
    Path tenant = home.resolve("tenant");
    refusedSecret(
        Files.createSymbolicLink(tenant.resolve("link"), Path.of("/etc/shadow")), "regular file");
    Path folder = Files.createSymbolicLink(tenant.resolve("etc"), Path.of("/etc"));
    refusedSecret(folder.resolve("shadow"), "symbolic link");
    Path rootOnly = file("plans/r", "root", 0, 0400);
    refusedSecret(Files.createLink(tenant.resolve("hard"), rootOnly), "belongs to uid 64203");
    Path fifo = tenant.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    set(fifo, TENANT, 0600);
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> refusedSecret(fifo, "regular file"));
    Path devices = Files.createSymbolicLink(tenant.resolve("dev"), Path.of("/dev"));
    refusedSecret(devices.resolve("zero"), "regular file");
  }

  @Test
  void aPlanIsTheOneOfItsName() throws IOException {
    var plans = new PlanFolder(home.resolve("plans"));
    String text =
        "plan 1\nsite shop\nuid 1\ngid 1\nargument /bin/a\ndirectory /\nlog /l/a\nsecret K "
            + file("tenant/k", "value\n", 1, 0400)
            + "\n";
    file("plans/shop.plan", text, 0, 0600);
    PlanFolder.Marked marked = plans.read("shop");
    assertEquals(PlanFolder.mark(text), marked.mark());
    assertEquals(java.util.Map.of("secret:K", "value"), PlanFolder.secrets(marked.plan()));
    file("plans/other.plan", text, 0, 0600);
    assertThrows(IOException.class, () -> plans.read("other"));
  }
}
