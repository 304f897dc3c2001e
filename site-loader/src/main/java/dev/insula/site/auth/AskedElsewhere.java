package dev.insula.site.auth;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Who has signed in by rules whose code is not here: the front has asked another process of the
 * site's, and tells the user's name. It knows no groups.
 */
public final class AskedElsewhere {
  private final List<Rule> rules;
  private final UnaryOperator<String> decoder;

  /**
   * Takes the word of the front for these rules.
   *
   * @param decoder gives a name for what the front has written
   */
  public AskedElsewhere(List<Rule> rules, UnaryOperator<String> decoder) {
    this.decoder = decoder;
    // The longest path first: the closest rule decides.
    this.rules =
        rules.stream()
            .sorted(Comparator.comparingInt((Rule it) -> it.path().length()).reversed())
            .toList();
  }

  /**
   * Who it is.
   *
   * @param told the name as the front has written it
   * @param path the request's
   * @throws IllegalArgumentException if that is no name
   */
  public SignedIn user(String told, String path) {
    return new SignedIn(decoder.apply(told), realm(path), Set.of());
  }

  private String realm(String path) {
    return rules.stream().filter(it -> it.covers(path)).map(Rule::realm).findFirst().orElse("");
  }
}
