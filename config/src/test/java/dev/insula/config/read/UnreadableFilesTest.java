package dev.insula.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no text, no manifest or no file: problems too, never an exception or a hang. */
final class UnreadableFilesTest {
  @TempDir Path temporary;

  private ManifestFolder folder = new ManifestFolder();

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new ManifestFolder(temporary);
  }

  private List<String> problems(Path file) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> folder.problems(ManifestReader.read(file)));
  }

  private List<String> problems(byte[] content) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> folder.problems(ManifestReader.read(folder.file("insula.yaml"), content)));
  }

  private List<String> problems(String content) {
    return problems(content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileThatDoesNotExist() {
    assertEquals(
        List.of("none.yaml:1:1: there is no such file; create it, or name another one."),
        problems(folder.file("none.yaml")));
  }

  @Test
  void aFolder() {
    assertEquals(
        List.of("app:1:1: this is a folder; a manifest is a file."), problems(folder.file("app")));
  }

  @Test
  void aPipeThatNobodyWritesTo() throws IOException, InterruptedException {
    Path pipe = folder.file("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertEquals(
        List.of("pipe:1:1: this is not an ordinary file; a manifest is one."), problems(pipe));
  }

  @Test
  void aDeviceWithoutEnd() {
    assertEquals(
        List.of("zero:1:1: this is not an ordinary file; a manifest is one."),
        problems(Path.of("/dev/zero")));
  }

  @Test
  void aLinkThatLeadsToItself() throws IOException {
    Path link = Files.createSymbolicLink(folder.file("loop.yaml"), folder.file("loop.yaml"));
    assertTrue(problems(link).getFirst().startsWith("loop.yaml:1:1: the file cannot be read: "));
  }

  @Test
  void aFileThatIsTooLarge() {
    assertEquals(
        List.of("insula.yaml:1:1: the file is larger than 256KiB; split it with include:."),
        problems("#".repeat(256 * 1024 + 1)));
  }

  @Test
  void theLargestFileIsRead() {
    String text = "sites: {}\n#";
    assertEquals(List.of(), problems(text + "x".repeat(256 * 1024 - text.length())));
  }

  @Test
  void bytesThatAreNoUtf8() {
    byte[] latin = "sites: {}\n# \u00e9t\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        List.of("insula.yaml:2:3: the byte 0xE9 is not UTF-8; save the file as UTF-8."),
        problems(latin));
  }

  @Test
  void aCharacterThatIsCutOffAtTheEnd() {
    byte[] cut = {'#', (byte) 0xe2, (byte) 0x82};
    assertEquals(
        List.of("insula.yaml:1:2: the byte 0xE2 is not UTF-8; save the file as UTF-8."),
        problems(cut));
  }

  @Test
  void textOfUtf16() {
    assertEquals(
        List.of("insula.yaml:1:1: the byte 0xFE is not UTF-8; save the file as UTF-8."),
        problems("sites: {}".getBytes(StandardCharsets.UTF_16)));
  }

  @Test
  void aByteOrderMark() {
    assertEquals(
        List.of(
            "insula.yaml:1:1: the file begins with a byte order mark; save it as UTF-8 without"
                + " one."),
        problems("\ufeffsites: {}"));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 7, 0x1b, 0x7f, 0x85, 0x200e, 0x2028, 0x202e, 0x2066, 0xfeff, 0xfffe, 0xffff})
  void invisibleCharacters(int c) {
    String expected =
        String.format("insula.yaml:2:4: here is the invisible character U+%04X; remove it.", c);
    assertEquals(List.of(expected), problems("sites: {}\n#\ud83d\ude00 " + Character.toString(c)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- ", "[", "{a: ", "? ", "a: b\n", "- a\n", "&a ", "*a ", "!a ", "'", "\"\\x41", "x y "
      })
  void largeFilesOfOneTokenComeToAnEnd(String token) {
    String text = token.repeat(250_000 / token.length());
    assertTrue(!problems(text).isEmpty());
    assertTrue(!problems("sites: " + text).isEmpty());
  }

  @Test
  void manyFaultsComeToAnEndAndAreAllTold() {
    StringBuilder text = new StringBuilder("sites:\n  a:\n    hosts: [a.test]\n    wsgi: a\n");
    for (int i = 0; i < 10_000; i++) {
      text.append("    pat").append(i).append(": x\n");
    }
    assertEquals(10_000, problems(text.toString()).size());
  }

  @Test
  void aVeryLongWord() {
    String word = "x".repeat(100_000);
    assertEquals(
        List.of("insula.yaml:1:22: sites.a.env.A has more than 65536 characters; shorten it."),
        problems("sites: {a: {env: {A: \"" + word + "\"}, hosts: a.test, wsgi: a}}"));
  }

  @Test
  void aVeryLongKey() {
    String problem = problems("sites: {}\n" + "k".repeat(257) + ": x").getFirst();
    assertTrue(problem.startsWith("insula.yaml:2:1: kkk"), problem);
    assertTrue(problem.endsWith("... is a key of more than 256 characters; shorten it."), problem);
  }
}
