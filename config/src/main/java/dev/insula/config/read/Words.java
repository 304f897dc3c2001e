package dev.insula.config.read;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
final class Words {
  private static final int LONGEST = 48;

  /** What other servers call the same thing. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("workers", "processes"),
          Map.entry("environment", "env"),
          Map.entry("domains", "hosts"),
          Map.entry("server-name", "hosts"),
          Map.entry("server_name", "hosts"),
          Map.entry("cwd", "directory"),
          Map.entry("chdir", "directory"),
          Map.entry("working-directory", "directory"),
          Map.entry("pythonpath", "path"),
          Map.entry("classpath", "path"),
          Map.entry("handler", "java"),
          Map.entry("class", "java"),
          Map.entry("module", "wsgi"),
          Map.entry("ssl", "tls"),
          Map.entry("document-root", "static"),
          Map.entry("virtualenv", "venv"),
          Map.entry("cert", "certificate"));

  private Words() {}

  /** The end of a problem's sentence: {@code . Did you mean "process"?}, or nothing. */
  static String suggestion(String found, Collection<String> allowed) {
    return nearest(found, allowed).map(word -> didYouMean(Shown.quoted(word))).orElse("");
  }

  /** A suggestion that stands as it would stand in the manifest. */
  static String didYouMean(String shown) {
    return ". Did you mean " + shown + "?";
  }

  static Optional<String> nearest(String found, Collection<String> allowed) {
    if (found.isEmpty() || found.length() > LONGEST) {
      return Optional.empty();
    }
    String word = found.toLowerCase(Locale.ROOT);
    String renamed = ELSEWHERE.getOrDefault(word, "");
    if (allowed.contains(renamed)) {
      return Optional.of(renamed);
    }
    if (word.length() >= 3) {
      Optional<String> begun =
          allowed.stream().filter(it -> lower(it).startsWith(word)).findFirst();
      if (begun.isPresent()) {
        return begun;
      }
    }
    return allowed.stream()
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= allowance(word))
        .filter(candidate -> distance(word, lower(candidate)) <= allowance(word))
        .min(Comparator.comparingInt(candidate -> distance(word, lower(candidate))));
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  private static int allowance(String word) {
    return word.length() < 3 ? 1 : Math.min(3, 1 + word.length() / 4);
  }

  /** Optimal string alignment: insertions, deletions, replacements and swapped neighbours. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    char left = a.charAt(i - 1);
    char right = b.charAt(j - 1);
    int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
    best = Math.min(best, cost[i - 1][j - 1] + (left == right ? 0 : 1));
    boolean isSwap = i > 1 && j > 1 && left == b.charAt(j - 2) && a.charAt(i - 2) == right;
    return isSwap ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
