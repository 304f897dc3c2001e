package dev.insula.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a manifest leaves to other users than its own.
 *
 * @param owners site -> the user who has declared it
 * @param files the files that such sites were read from -> the user whose they are
 * @param refusals files that were left out
 */
public record Delegated(
    Map<SiteName, String> owners, Map<Path, String> files, List<Refusal> refusals) {
  public Delegated {
    owners = Map.copyOf(owners);
    files = Map.copyOf(files);
    refusals = List.copyOf(refusals);
  }

  /**
   * A file none of whose sites is there.
   *
   * @param owner the user whose it is, or a word for nobody that is known
   */
  public record Refusal(Path file, String owner, Problems problems) {
    /** One line a problem, and one that says what follows. */
    @Override
    public String toString() {
      return problems + "\nthe sites of " + file + ", a file of " + owner + ", are left out";
    }
  }

  /** Everything is the manifest's own. */
  public static Delegated nothing() {
    return new Delegated(Map.of(), Map.of(), List.of());
  }
}
