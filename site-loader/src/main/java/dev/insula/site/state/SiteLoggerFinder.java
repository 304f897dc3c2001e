package dev.insula.site.state;

/** Answers {@code System.getLogger} with the site's java.util.logging. */
final class SiteLoggerFinder extends System.LoggerFinder {
  private final Logging logging;

  SiteLoggerFinder(Logging logging) {
    this.logging = logging;
  }

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new SystemLogger(logging.logger(name));
  }
}
