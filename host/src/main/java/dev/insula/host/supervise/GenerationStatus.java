package dev.insula.host.supervise;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What there is to tell of one generation.
 *
 * @param since when it came into its state
 * @param starts how often it was started
 * @param failure why the last start failed, as a sentence without the site's name
 * @param notes what the running site was found to do, such as overriding its settings module
 */
public record GenerationStatus(
    long number,
    State state,
    Optional<Instant> since,
    int starts,
    Optional<Launcher.Vitals> vitals,
    Optional<String> failure,
    List<String> notes) {
  public GenerationStatus {
    notes = List.copyOf(notes);
  }
}
