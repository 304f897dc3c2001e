package dev.insula.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.config.Delegated;
import dev.insula.config.Isolation;
import dev.insula.config.Manifest;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users may declare in files of their own, and what becomes of everything else. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DelegationTest {
  /** Users that every Linux system has. */
  private static final int DAEMON = 1;

  private static final int NOBODY = 65_534;

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Path root;

  private static final String OWNERS =
      """
      include: sites.d/*.yaml
      owners:
        daemon: {hosts: ["*.shared.test", daemon.test], folders: srv/daemon, limits: {memory: 64MiB, tasks: 50}}
        nobody: {hosts: ["*.nobody.test", "*.daemon.shared.test"], folders: srv/nobody}
      sites:
        own: {hosts: [own.shared.test], redirect: "http://x.test/"}
      """;

  private static final String GOOD =
      "sites: {daemon-shop: {hosts: [shop.shared.test], command: [sh, \"${socket}\"], directory: FOLDER}}";

  @BeforeEach
  void prepare() throws IOException {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectory(root.resolve("sites.d"));
    give(Files.createDirectories(root.resolve("srv/daemon")), DAEMON);
    give(Files.createDirectories(root.resolve("srv/nobody")), NOBODY);
    Files.writeString(root.resolve("insula.yaml"), OWNERS);
  }

  private static Path give(Path file, int uid) throws IOException {
    Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    return file;
  }

  private Path put(String name, String text, int uid) throws IOException {
    return give(Files.writeString(root.resolve("sites.d").resolve(name), text), uid);
  }

  private String good() {
    return GOOD.replace("FOLDER", root.resolve("srv/daemon").toString());
  }

  private Manifest read() {
    return switch (ManifestReader.read(root.resolve("insula.yaml"))) {
      case Reading.Valid(Manifest manifest) -> manifest;
      case Reading.Invalid(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  /** The only refusal, with the root's own site still there. */
  private Delegated.Refusal refused() {
    Manifest manifest = read();
    assertTrue(manifest.site(new SiteName("own")).isPresent());
    assertEquals(1, manifest.sites().size(), () -> manifest.sites().keySet().toString());
    assertEquals(1, manifest.delegated().refusals().size());
    return manifest.delegated().refusals().getFirst();
  }

  private void assertRefused(String words) {
    String told = refused().toString();
    assertTrue(told.contains(words), told);
  }

  @Test
  void aSiteOfAnOwnersFileRunsAsTheOwnerWithinTheOwnersLimits() throws IOException {
    put("daemon.yaml", good(), DAEMON);
    Manifest manifest = read();
    Site site = manifest.site(new SiteName("daemon-shop")).orElseThrow();
    assertEquals(Optional.of("daemon"), site.user());
    assertEquals(Isolation.PROCESS, site.isolation());
    assertEquals("64MiB", site.limits().memory().orElseThrow().toString());
    assertEquals(50, site.limits().tasks().orElseThrow());
    assertEquals(List.of(), manifest.delegated().refusals());
    assertEquals(
        Optional.of("daemon"), Optional.ofNullable(manifest.delegated().owners().get(site.name())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "daemon-shop | hosts: [daemon.test], default: true             | may not say",
        "daemon-shop | hosts: [other.test]                             | is not for files of daemon",
        "daemon-shop | hosts: ['*.test']                               | is not for files of daemon",
        "other-shop  | hosts: [daemon.test]                            | is no name for a site of daemon",
        "daemonic    | hosts: [daemon.test]                            | is no name for a site of daemon",
        "daemon      | hosts: [daemon.test], user: nobody              | run as its owner, daemon",
        "daemon      | hosts: [daemon.test], env: {LD_PRELOAD: x.so}   | choose another name",
        "daemon      | hosts: [daemon.test], env: {PYTHONSTARTUP: x}   | choose another name",
        "daemon      | hosts: [daemon.test], limits: {memory: 1GiB}    | have at most 64MiB",
        "daemon      | hosts: [daemon.test], limits: {tasks: 51}       | have at most 50",
        "daemon      | hosts: [daemon.test], secrets: {A: ../insula.yaml} | does not lie in a folder",
        "daemon      | hosts: [daemon.test], static: {/a/: ../srv}     | served by the front",
        "daemon      | hosts: [daemon.test], tls: {certificate: ../insula.yaml, key: ../insula.yaml} | may use its owner's keys only",
      })
  void aRuleThatIsBrokenLeavesTheFileOutAndNothingElse(String site, String keys, String words)
      throws IOException {
    put(
        "daemon.yaml",
        "sites: {%s: {command: [sh, \"${socket}\"], directory: %s, %s}}"
            .formatted(site, root.resolve("srv/daemon"), keys),
        DAEMON);
    assertRefused(words);
    assertEquals("daemon", refused().owner());
    assertEquals("sites.d/daemon.yaml", refused().file().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "listen: http://0.0.0.0:1                               | is no key of an included file",
        "owners: {}                                             | is no key of an included file",
        "sites: {daemon: {hosts: [daemon.test], proxy: 'http://127.0.0.1:22/'}} | a proxy is served by the front",
        "sites: {daemon: {hosts: [daemon.test], static: ../srv/daemon}}         | files are served by the front",
        "sites: {daemon: {hosts: [daemon.test], java: A, path: ../srv/daemon, isolation: classloader}} | is \"classloader\"",
        "sites: {daemon: {hosts: [daemon.test], wsgi: a, path: ../srv/nobody}}  | does not lie in a folder",
        "sites: [                                               | sites.d/daemon.yaml:1:",
      })
  void otherFaultsLeaveTheFileOutToo(String text, String words) throws IOException {
    put("daemon.yaml", text, DAEMON);
    assertRefused(words);
  }

  @Test
  void aNameThatASiteHasStaysWithIt() throws IOException {
    Files.writeString(root.resolve("insula.yaml"), OWNERS.replace("  own:", "  daemon-shop:"));
    put("daemon.yaml", good(), DAEMON);
    String told = read().delegated().refusals().getFirst().toString();
    assertTrue(told.contains("is the name of another site"), told);
  }

  @Test
  void aHostThatASiteHasStaysWithIt() throws IOException {
    put("daemon.yaml", good().replace("shop.shared", "own.shared"), DAEMON);
    assertRefused("is claimed by another site");
  }

  @Test
  void aNameThatTwoOwnersMayHaveIsTheCloserOnes() throws IOException {
    put("daemon.yaml", good().replace("shop.shared", "shop.daemon.shared"), DAEMON);
    assertRefused("is not for files of daemon");
  }

  @Test
  void aFileOfSomebodyWithoutAnEntryIsNotRead() throws IOException {
    put("x.yaml", "secret-content: [", 2);
    assertRefused("for whom owners: has no entry");
    assertTrue(!refused().toString().contains("secret-content"));
  }

  @Test
  void linksPipesAndSecondNamesAreNotRead() throws Exception {
    Path target = give(Files.writeString(root.resolve("srv/daemon/x.yaml"), good()), DAEMON);
    Path link = root.resolve("sites.d/x.yaml");
    Files.createSymbolicLink(link, target);
    give(link, DAEMON);
    assertRefused("no ordinary file");
    Files.delete(link);
    Files.createLink(link, target);
    assertRefused("second name");
    Files.delete(link);
    assertEquals(0, new ProcessBuilder("mkfifo", link.toString()).start().waitFor());
    give(link, DAEMON);
    assertRefused("no ordinary file");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("/etc/shadow"));
    assertRefused("no ordinary file");
  }

  /** A tenant who can put files into the folder may have found an old one of root's. */
  @Test
  void aFileOfRootsInAFolderOfATenantsIsNotRead() throws IOException {
    put("x.yaml", "sites: {other: {hosts: [o.test], redirect: 'http://x.test/'}}", 0);
    give(root.resolve("sites.d"), DAEMON);
    assertRefused("a file of root's must lie in folders of root's");
  }

  @Test
  void aFileThatOthersCanWriteIsNotRead() throws IOException {
    Path file = put("x.yaml", good(), DAEMON);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertRefused("others than daemon can write it");
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() throws IOException {
    put("x.yaml", "#".repeat(300_000), DAEMON);
    assertRefused("larger than 256KiB");
  }
}
