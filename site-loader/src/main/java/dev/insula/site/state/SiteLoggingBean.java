package dev.insula.site.state;

import java.lang.management.ManagementFactory;
import java.lang.management.PlatformLoggingMXBean;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The logging MXBean as a site sees it: the site's own loggers. */
final class SiteLoggingBean implements PlatformLoggingMXBean {
  private final SiteState site;

  SiteLoggingBean(SiteState site) {
    this.site = site;
  }

  @Override
  public ObjectName getObjectName() {
    return Objects.requireNonNull(ManagementFactory.getPlatformMXBean(PlatformLoggingMXBean.class))
        .getObjectName();
  }

  @Override
  public List<String> getLoggerNames() {
    return Collections.list(site.logging().manager().getLoggerNames());
  }

  // The interface's contract: null for an unknown logger, empty for an inherited level.
  @Override
  public @Nullable String getLoggerLevel(String loggerName) {
    Logger logger = site.logging().manager().getLogger(loggerName);
    if (logger == null) {
      return null;
    }
    Level level = logger.getLevel();
    return level == null ? "" : level.getName();
  }

  @Override
  public void setLoggerLevel(String loggerName, @Nullable String levelName) {
    Logger logger = site.logging().manager().getLogger(loggerName);
    if (logger == null) {
      throw new IllegalArgumentException("Logger " + loggerName + " does not exist");
    }
    logger.setLevel(levelName == null ? null : Level.parse(levelName));
  }

  @Override
  public @Nullable String getParentLoggerName(String loggerName) {
    Logger logger = site.logging().manager().getLogger(loggerName);
    if (logger == null) {
      return null;
    }
    Logger parent = logger.getParent();
    return parent == null ? "" : parent.getName();
  }
}
