package dev.insula.config.read;

import dev.insula.config.SiteName;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;

/**
 * A valid manifest's sites as they were written, for whoever passes them on to another host. Values
 * are maps with text keys, lists, text, {@code Long} and {@code Boolean}.
 *
 * @param defaults the keys for every site
 */
public record Written(SequencedMap<String, Object> defaults, List<Declared> sites) {
  public Written {
    sites = List.copyOf(sites);
  }

  /**
   * One site.
   *
   * @param file the absolute name of the file that declares it; relative names in {@code keys}
   *     start at its folder
   */
  public record Declared(SiteName name, Path file, SequencedMap<String, Object> keys) {}
}
