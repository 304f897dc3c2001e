package dev.insula.site.rt;

import dev.insula.site.state.SiteState;
import org.jspecify.annotations.Nullable;

/** Where the site's state is handed over, before any other runtime class initialises. */
final class Own {
  // Written once, by SiteRuntimeClasses.bind; final is impossible because the loader that defines
  // this class exists before the state that it is given.
  private static volatile @Nullable SiteState state;

  private Own() {}

  static SiteState state() {
    SiteState bound = state;
    if (bound == null) {
      throw new IllegalStateException(
          "A class of a site was used before the site's state was bound to its loader.");
    }
    return bound;
  }
}
