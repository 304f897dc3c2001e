package dev.insula.site;

import dev.insula.site.state.SiteState;

/** All threads that a site's code starts are in its group or in one below it. */
final class SiteThreadGroup extends ThreadGroup {
  private final SiteState state;

  SiteThreadGroup(SiteState state, String name) {
    super(name);
    this.state = state;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    state.uncaught(thread, thrown);
  }
}
