package dev.insula.config.read;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Changes manifests a little: bytes, tokens, lines, pieces of one in another. */
final class Mutations {
  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ": ",
          ",",
          "- ",
          "\n",
          "\n  ",
          "\n    ",
          "\t",
          "#",
          "&a ",
          "*a",
          "!t ",
          "!!int ",
          "<<: ",
          "? ",
          "|",
          ">",
          "'",
          "\"",
          "\\",
          "\\u0000",
          "%",
          "@",
          "`",
          "---\n",
          "...\n",
          "~",
          "null",
          "yes",
          "no",
          "true",
          "010",
          "0x10",
          "1_000",
          "1e3",
          ".inf",
          "-1",
          "99999999999",
          "\ufeff",
          "\u0000",
          "\u2028",
          "\ud83d\ude00",
          "${port}",
          "*.",
          "[::1]",
          "hosts: ",
          "wsgi: ",
          "java: ",
          "static: ",
          "sites:",
          "defaults:",
          "isolation: ",
          "path: ",
          "a: ",
          "30s",
          "64MiB",
          "50%",
          "django",
          "()",
          "::",
          "..",
          "/",
          "\r",
          "\r\n",
          "=",
          "process",
          "classloader");

  private final SplittableRandom random;
  private final List<byte[]> originals;

  Mutations(SplittableRandom random, List<byte[]> originals) {
    this.random = random;
    this.originals = originals;
  }

  byte[] next() {
    byte[] content = any();
    int rounds = 1 + random.nextInt(4);
    for (int i = 0; i < rounds; i++) {
      content = mutated(content);
    }
    return content;
  }

  private byte[] any() {
    return originals.get(random.nextInt(originals.size()));
  }

  private byte[] mutated(byte[] content) {
    int from = random.nextInt(content.length + 1);
    int to = Math.min(content.length, from + random.nextInt(12));
    return switch (random.nextInt(9)) {
      case 0 -> flipped(content, from);
      case 1 -> replaced(content, from, from, new byte[] {(byte) random.nextInt(256)});
      case 2 -> replaced(content, from, to, new byte[0]);
      case 3 -> replaced(content, from, from, Arrays.copyOfRange(content, from, to));
      case 4 -> replaced(content, from, from, token());
      case 5 -> replaced(content, from, to, token());
      case 6 -> replaced(content, from, to, piece(any(), 40));
      case 7 -> replaced(content, line(content, from), line(content, to), new byte[0]);
      default -> replaced(content, line(content, from), line(content, from), piece(content, 80));
    };
  }

  private byte[] token() {
    return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] piece(byte[] content, int longest) {
    int from = random.nextInt(content.length + 1);
    return Arrays.copyOfRange(
        content, from, Math.min(content.length, from + random.nextInt(longest)));
  }

  private byte[] flipped(byte[] content, int at) {
    byte[] result = content.clone();
    if (at < result.length) {
      result[at] ^= (byte) (1 << random.nextInt(8));
    }
    return result;
  }

  /** The beginning of the line that an offset is in. */
  private static int line(byte[] content, int offset) {
    int start = offset;
    while (start > 0 && content[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  private static byte[] replaced(byte[] content, int from, int to, byte[] by) {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    result.write(content, 0, from);
    result.write(by, 0, by.length);
    result.write(content, Math.max(from, to), content.length - Math.max(from, to));
    return result.toByteArray();
  }
}
