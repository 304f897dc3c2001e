package dev.insula.host.apply;

import dev.insula.spawner.plan.TrustedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers of users that sites got because they name none: one a site, from a range that neither
 * distributions nor container managers give away, remembered for ever, because files may be left
 * that belong to one.
 */
final class SiteNumbers {
  /** Between systemd-nspawn's last container and the numbers that are negative to some. */
  private static final int FIRST = 1_900_000_000;

  private static final int LAST = FIRST + 999_999;
  private static final int LARGEST_FILE = 64 << 20;

  private final Path file;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  private SiteNumbers(Path file) {
    this.file = file;
  }

  /**
   * The numbers in this file, none if there is no such file.
   *
   * @throws IOException a sentence, if others than root could have written it or it is damaged
   */
  static SiteNumbers in(Path file) throws IOException {
    var numbers = new SiteNumbers(file);
    if (Files.exists(file)) {
      for (String line : TrustedFiles.ofRoot(file, LARGEST_FILE).lines().toList()) {
        numbers.take(line);
      }
    }
    return numbers;
  }

  private void take(String line) throws IOException {
    String[] words = line.split(" ", -1);
    try {
      int number = Integer.parseInt(words[words.length - 1]);
      if (words.length == 2
          && number >= FIRST
          && number <= LAST
          && !numbers.containsValue(number)) {
        numbers.put(words[0], number);
        return;
      }
    } catch (NumberFormatException _) {
      // Told below, with everything else that such a line can be.
    }
    throw new IOException(file + ": \"" + line + "\" is no \"SITE NUMBER\" of a site's user");
  }

  /**
   * The number of the site.
   *
   * @throws IOException if there is none left
   */
  int of(String site) throws IOException {
    Integer known = numbers.get(site);
    if (known != null) {
      return known;
    }
    int next = numbers.values().stream().mapToInt(Integer::intValue).max().orElse(FIRST - 1) + 1;
    if (next > LAST) {
      throw new IOException("no number of a user is left for " + site + "; give it a \"user\"");
    }
    numbers.put(site, next);
    return next;
  }

  /** Writes them back. */
  void save() throws IOException {
    var text = new StringBuilder();
    numbers.forEach((site, number) -> text.append(site).append(' ').append(number).append('\n'));
    RootFiles.write(file, text.toString());
  }
}
