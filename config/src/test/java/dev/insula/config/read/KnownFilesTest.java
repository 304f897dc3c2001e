package dev.insula.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.config.Manifest;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownFilesTest {
  @TempDir private Path folder;
  private final KnownFiles known = new KnownFiles();

  @BeforeEach
  void declareTwoSites() throws IOException {
    Files.createDirectory(folder.resolve("sites.d"));
    write("insula.yaml", "include: sites.d/*.yaml");
    write("sites.d/a.yaml", "sites: {a: {hosts: a.test, redirect: \"http://x.test/\"}}");
    write("sites.d/b.yaml", "sites: {b: {hosts: b.test, redirect: \"http://x.test/\"}}");
    awaitSettled();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text + "\n");
  }

  /** Until the files are old enough to be trusted not to change again unseen. */
  private void awaitSettled() throws IOException {
    Instant deadline = Instant.now().plusSeconds(20);
    while (!allSettled() && Instant.now().isBefore(deadline)) {
      LockSupport.parkNanos(20_000_000);
    }
  }

  private boolean allSettled() throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .allMatch(file -> KnownFiles.Stamp.of(file).isPresent());
    }
  }

  private Reading read() {
    return ManifestReader.read(folder.resolve("insula.yaml"), known);
  }

  private Manifest valid() {
    return assertInstanceOf(Reading.Valid.class, read()).manifest();
  }

  private static Site site(Manifest manifest, String name) {
    return manifest.site(new SiteName(name)).orElseThrow();
  }

  @Test
  void aFileThatDidNotChangeIsNotReadAgain() {
    Manifest first = valid();
    Manifest second = valid();
    assertSame(site(first, "a"), site(second, "a"));
    assertEquals(first, second);
  }

  @Test
  void aChangedFileIsReadAgainAndNoOther() throws IOException {
    Manifest first = valid();
    write("sites.d/b.yaml", "sites: {b: {hosts: c.test, redirect: \"http://x.test/\"}}");
    Manifest second = valid();
    assertSame(site(first, "a"), site(second, "a"));
    assertEquals("c.test", site(second, "b").hosts().getFirst().toString());
  }

  @Test
  void aNameThatAKnownFileClaimsIsRefusedToAnother() throws IOException {
    valid();
    write("sites.d/b.yaml", "sites: {b: {hosts: a.test, redirect: \"http://x.test/\"}}");
    var invalid = assertInstanceOf(Reading.Invalid.class, read());
    assertTrue(
        invalid.problems().toString().contains("already claimed by sites.a"),
        invalid.problems().toString());
  }

  @Test
  void aFaultIsToldInEveryReading() throws IOException {
    write("sites.d/b.yaml", "sites: {b: {hosts: b.test, redirekt: \"http://x.test/\"}}");
    awaitSettled();
    assertEquals(read(), read());
    assertInstanceOf(Reading.Invalid.class, read());
  }

  @Test
  void aRemovedFileIsForgotten() throws IOException {
    valid();
    Files.delete(folder.resolve("sites.d/b.yaml"));
    assertTrue(valid().site(new SiteName("b")).isEmpty());
  }

  @Test
  void everythingIsReadAgainWhenTheManifestChanged() throws IOException {
    Manifest first = valid();
    write("insula.yaml", "include: sites.d/*.yaml\ndefaults: {timeouts: {request: 7s}}");
    Manifest second = valid();
    assertNotSame(site(first, "a"), site(second, "a"));
    assertEquals(7, site(second, "a").timeouts().request().toSeconds());
  }
}
