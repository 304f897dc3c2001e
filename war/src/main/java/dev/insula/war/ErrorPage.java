package dev.insula.war;

import org.apache.catalina.valves.ErrorReportValve;

/**
 * Tomcat's plain error page without stack traces and version: these are for the site's log. Made by
 * Tomcat, by its name.
 */
public final class ErrorPage extends ErrorReportValve {
  /** For Tomcat. */
  public ErrorPage() {
    setShowReport(false);
    setShowServerInfo(false);
  }
}
