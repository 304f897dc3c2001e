package dev.insula.host.supervise;

import dev.insula.config.Site;
import java.util.Optional;

/**
 * What there is to tell of one site.
 *
 * @param current the generation that gets the requests; empty once the site was stopped
 * @param candidate a newer generation that is being started beside it
 * @param dozing whether it was stopped because nobody used it; the next request starts it
 * @param retiring how many former generations still finish requests or stop
 */
public record SiteStatus(
    Site site,
    Optional<GenerationStatus> current,
    Optional<GenerationStatus> candidate,
    boolean dozing,
    int retiring,
    Door.Traffic traffic) {
  /** The state that counts for the reader. */
  public State state() {
    return current.map(GenerationStatus::state).orElse(State.STOPPED);
  }

  /** The word that status output uses. */
  public String word() {
    return dozing ? "idle" : state().word();
  }
}
