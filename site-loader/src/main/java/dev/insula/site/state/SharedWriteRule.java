package dev.insula.site.state;

import java.util.Locale;

/**
 * What becomes of a site's writes to what the whole JVM shares.
 *
 * @param saidAt where the manifest says so, for the message of a refusal; may be empty
 */
public record SharedWriteRule(Answer answer, String saidAt) {
  /** The ways to answer. */
  public enum Answer {
    /** It goes through and nothing is said, as nobody else is there. */
    IGNORE,
    /** It goes through and is recorded. */
    RECORD,
    /** The same, and whoever runs the host is warned. */
    WARN,
    /** It is recorded and does not go through. */
    DENY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Recorded, as holds for a site that nothing is said of. */
  public static SharedWriteRule recorded() {
    return new SharedWriteRule(Answer.RECORD, "");
  }
}
