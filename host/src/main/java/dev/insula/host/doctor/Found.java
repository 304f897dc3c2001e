package dev.insula.host.doctor;

import dev.insula.host.doctor.Probes.Try;
import java.util.List;

/**
 * What the probes found.
 *
 * @param notes what could not be tried, one sentence each
 */
public record Found(List<Try> tries, List<String> notes) {
  /** Copies the lists. */
  public Found {
    tries = List.copyOf(tries);
    notes = List.copyOf(notes);
  }

  /** What there is to say of a canary that its own site does not find, and so no other one. */
  static String blind(String site, String kind) {
    return canary(site, kind) + " cannot be found by itself";
  }

  /** What there is to say of a canary that is not there. */
  static String refused(String site, String kind) {
    return canary(site, kind) + " could not be planted, so nobody has looked for it";
  }

  private static String canary(String site, String kind) {
    return "the canary \"" + kind + "\" of " + site;
  }
}
