package dev.insula.spawner;

import dev.insula.spawner.plan.Plan;

/** All that a front can ask for; see {@code docs/spawner.md} for the lines. */
sealed interface Request {
  /** Start a generation of a site from its plan. */
  record Start(Start.Name name) implements Request {
    /** One generation of a site. */
    record Name(String site, long generation) implements Comparable<Name> {
      @Override
      public int compareTo(Name other) {
        int bySite = site.compareTo(other.site);
        return bySite != 0 ? bySite : Long.compare(generation, other.generation);
      }

      @Override
      public String toString() {
        return site + " " + generation;
      }
    }
  }

  /** Ask a generation to end, and end it after so many milliseconds. */
  record Stop(Start.Name name, long graceMillis) implements Request {}

  /** End a generation now. */
  record Kill(Start.Name name) implements Request {}

  /** Tell the fingerprint of a site's plan and secrets as they are now. */
  record Mark(String site) implements Request {}

  /** Bring the plans up to date in the way that root said on the command line. */
  record Apply() implements Request {}

  /** Tell what runs. */
  record ListAll() implements Request {}

  /**
   * The request in a line.
   *
   * @throws IllegalArgumentException a sentence, if the line is no request
   */
  static Request parse(String line) {
    String[] words = line.split(" ", -1);
    return switch (words[0] + "/" + words.length) {
      case "START/3" -> new Start(name(words));
      case "STOP/4" -> new Stop(name(words), number(words[3]));
      case "KILL/3" -> new Kill(name(words));
      case "LIST/1" -> new ListAll();
      case "MARK/2" -> new Mark(site(words[1]));
      case "APPLY/1" -> new Apply();
      default ->
          throw new IllegalArgumentException(
              "this is none of START, STOP, KILL, LIST, MARK, APPLY");
    };
  }

  private static Start.Name name(String[] words) {
    return new Start.Name(site(words[1]), number(words[2]));
  }

  private static String site(String word) {
    if (!Plan.isSiteName(word)) {
      throw new IllegalArgumentException("this is no name of a site");
    }
    return word;
  }

  private static long number(String word) {
    boolean digits = word.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits
        || word.isEmpty()
        || word.length() > 15
        || (word.length() > 1 && word.startsWith("0"))) {
      throw new IllegalArgumentException("a number has 1 to 15 digits and no leading zero");
    }
    return Long.parseLong(word);
  }
}
