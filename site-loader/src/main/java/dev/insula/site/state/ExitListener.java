package dev.insula.site.state;

/**
 * Told when a site's code ends the site by {@code System.exit} or {@code Runtime.halt}. Called at
 * most once per {@link SiteState}, on the thread that made the call, before {@link SiteExit} is
 * thrown there; must return at once (hand the stop over to another thread).
 */
@FunctionalInterface
public interface ExitListener {
  /** The site has ended itself with this status. */
  void onExit(int status);
}
