package dev.insula.site;

import dev.insula.site.state.SiteState;
import org.jspecify.annotations.Nullable;

/**
 * All threads that a site's code starts are in its group or in one below it. The JDK may keep the
 * group for ever, in a shutdown hook that it makes on a thread of the site.
 */
final class SiteThreadGroup extends ThreadGroup {
  private volatile @Nullable SiteState state;

  SiteThreadGroup(SiteState state, String name) {
    super(name);
    this.state = state;
  }

  /** Lets go of the site, once it has stopped. */
  void forget() {
    state = null;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    SiteState known = state;
    if (known != null) {
      known.uncaught(thread, thrown);
    }
  }
}
